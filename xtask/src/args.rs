//! The arguments after the verb.

use anyhow::{Result, bail};

/// The arguments after the verb. Each is taken once, and none may remain.
pub struct Args(Vec<String>);

impl Args {
    pub fn new(words: Vec<String>) -> Self {
        Self(words)
    }

    /// Takes `NAME VALUE` or `NAME=VALUE`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self.0.iter().position(|w| w == name || w.starts_with(&format!("{name}="))) else {
            return Ok(None);
        };
        let word = self.0.remove(at);
        if let Some((_, value)) = word.split_once('=') {
            return Ok(Some(value.to_owned()));
        }
        if at == self.0.len() {
            bail!("{name} needs a value");
        }
        Ok(Some(self.0.remove(at)))
    }

    /// Takes `NAME`, an option without a value.
    pub fn flag(&mut self, name: &str) -> bool {
        let at = self.0.iter().position(|word| word == name);
        at.map(|at| self.0.remove(at)).is_some()
    }

    /// Fails if an argument remains.
    pub fn end(self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some(word) => bail!("unknown argument {word:?}; `cargo xtask help` lists all verbs and options"),
        }
    }

    /// The remaining arguments, to pass on to another program.
    pub fn rest(self) -> Vec<String> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    fn args(line: &str) -> Args {
        Args::new(line.split_whitespace().map(String::from).collect())
    }

    #[test]
    fn takes_a_value_in_both_forms_and_refuses_unknown_arguments() {
        for line in ["--port 1", "--port=1"] {
            let mut args = args(line);
            assert_eq!(args.value("--port").ok().flatten().as_deref(), Some("1"));
            assert!(args.end().is_ok());
        }
        assert!(args("--port").value("--port").is_err());
        assert!(args("--prot 1").end().is_err());
    }
}
