//! Lists what is wrong or missing in content/.

use anyhow::Result;

use crate::args::Args;
use crate::project;

pub fn run(args: Args) -> Result<()> {
    args.end()?;
    project::run(project::cargo().args(["run", "--quiet", "--bin", "prerender", "--", "--check"]))
}
