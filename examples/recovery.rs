//! Prints how well the scoring recovers simulated people, as a table, beside what the tests require.

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
