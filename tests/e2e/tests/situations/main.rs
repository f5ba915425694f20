//! The element in the situations it meets, one module each, in three real browsers.

mod configured;
mod early;
mod hosts;
mod journey;
mod keeping;
mod keyboard;
mod narrow;
mod page;

/// The longest first, so that no browser is left alone with them in the end.
fn main() -> std::process::ExitCode {
    e2e::main(&[
        journey::SITUATIONS,
        keyboard::SITUATIONS,
        narrow::SITUATIONS,
        journey::shorter::SITUATIONS,
        keeping::SITUATIONS,
        early::SITUATIONS,
        configured::SITUATIONS,
        hosts::frames::SITUATIONS,
        hosts::pages::SITUATIONS,
        page::SITUATIONS,
    ])
}
