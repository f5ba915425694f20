//! The accessibility properties of an element, as the browser computes them.

use anyhow::{Context, Result};
use axum::http::Method;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{ElementId, RequestData, SessionId, WebElement};

use super::Browser;

impl Browser {
    /// The role, such as `button`.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn role(&self, element: &WebElement) -> Result<String> {
        self.computed(element, "computedrole").await
    }

    /// The accessible name.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn name(&self, element: &WebElement) -> Result<String> {
        self.computed(element, "computedlabel").await
    }

    async fn computed(&self, element: &WebElement, what: &'static str) -> Result<String> {
        let said = self.web().cmd(Computed(element.element_id(), what)).await.context("nothing is computed")?;
        said.value().context("what is computed is no text")
    }
}

/// A WebDriver command that thirtyfour does not provide.
#[derive(Debug)]
struct Computed(ElementId, &'static str);

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::GET, format!("/session/{session}/element/{}/{}", self.0, self.1))
    }
}
