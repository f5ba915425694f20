//! Elements of one page that share a shelf. The browser tells other windows what one has written, but not that window
//! itself.

use crate::state::Program;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

thread_local! {
    static ALL: RefCell<Vec<(String, Weak<Program>)>> = const { RefCell::new(Vec::new()) };
}

/// From now on this program hears of what others keep on the shelf with this prefix, and they of what it keeps.
pub fn join(prefix: &str, program: &Rc<Program>) {
    let (own, shelf) = (Rc::downgrade(program), prefix.to_owned());
    program.on_kept(move || {
        let others = |(of, other): &(String, Weak<Program>)| {
            let other = other.upgrade().filter(|_| *of == shelf);
            other.filter(|other| !core::ptr::eq(Rc::as_ptr(other), own.as_ptr()))
        };
        let others: Vec<_> = ALL.with_borrow(|all| all.iter().filter_map(others).collect());
        for other in others {
            other.look();
        }
    });
    ALL.with_borrow_mut(|all| {
        all.retain(|(_, other)| other.strong_count() > 0);
        all.push((prefix.to_owned(), Rc::downgrade(program)));
    });
}
