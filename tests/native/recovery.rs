//! The recovery study meets its requirements.

use crate::simulation::table;

#[test]
fn the_recovery_table_holds() {
    let table = table();
    assert_eq!(table.len(), 19);
    let missed: Vec<_> = table.iter().filter(|row| !row.holds()).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}
