//! Prints a table of how well the scoring recovers the weights of simulated people, with the limits of the tests.

#[path = "../tests/native/simulation.rs"]
mod simulation;

use simulation::{Require, table};

fn main() {
    println!("| Measure | Result | Required |");
    println!("| --- | --- | --- |");
    for row in table() {
        let required = match row.require {
            Require::AtLeast(least) => format!("≥ {least:.2}"),
            Require::AtMost(most) => format!("≤ {most:.2}"),
        };
        println!("| {} | {:.3} | {required} |", row.measure, row.value);
    }
}
