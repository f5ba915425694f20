//! The situations of the element, one module for each topic, in three real browsers.

mod accessible;
mod builder;
mod configured;
mod crash;
mod deploys;
mod device;
mod early;
mod files;
mod hosts;
mod journey;
mod keeping;
mod keyboard;
mod leaving;
mod maps;
mod narrow;
mod network;
mod page;
mod paper;
mod parts;
mod passphrase;
mod reuse;
mod surroundings;
mod windows;
mod wrappings;

/// The longest situations come first, so that both workers stay busy until the end.
fn main() -> std::process::ExitCode {
    e2e::main(&[
        accessible::SITUATIONS,
        crash::SITUATIONS,
        crash::presses::SITUATIONS,
        crash::encrypted::SITUATIONS,
        journey::SITUATIONS,
        keyboard::SITUATIONS,
        narrow::SITUATIONS,
        windows::SITUATIONS,
        journey::shorter::SITUATIONS,
        keeping::SITUATIONS,
        files::SITUATIONS,
        maps::SITUATIONS,
        maps::faults::SITUATIONS,
        passphrase::SITUATIONS,
        passphrase::faults::SITUATIONS,
        passphrase::renewed::SITUATIONS,
        deploys::SITUATIONS,
        device::SITUATIONS,
        early::SITUATIONS,
        configured::SITUATIONS,
        leaving::SITUATIONS,
        hosts::app::SITUATIONS,
        hosts::dom::SITUATIONS,
        hosts::late::SITUATIONS,
        hosts::leave::SITUATIONS,
        hosts::maps::SITUATIONS,
        hosts::own::SITUATIONS,
        surroundings::SITUATIONS,
        hosts::frames::SITUATIONS,
        hosts::pages::SITUATIONS,
        hosts::swaps::SITUATIONS,
        network::SITUATIONS,
        page::SITUATIONS,
        reuse::SITUATIONS,
        parts::SITUATIONS,
        paper::SITUATIONS,
        builder::SITUATIONS,
        wrappings::SITUATIONS,
    ])
}
