//! The country in which a reader probably is, and the texts that depend on it.

use super::{Country, Support};

impl Support {
    /// The country with this code, if its help lines are known.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.code == code)
    }

    /// The country that the browser's time zone and languages indicate. `place` holds the time zone and then the
    /// languages, the preferred one first, separated by spaces: `Europe/Dublin en-IE en`.
    ///
    /// The time zone decides, because help lines depend on where a person is, and many devices outside the United
    /// States are set to American English. The region of a language counts only if the zone names no place. Browsers
    /// that hide the zone report `UTC`.
    #[must_use]
    pub fn country_of(&self, place: &str) -> Option<&Country> {
        let (zone, languages) = place.split_once(' ').unwrap_or((place, ""));
        let is_in = |name: &String| *name == zone || name.ends_with('/') && zone.starts_with(name.as_str());
        let here = self.countries.iter().find(|country| country.zones.iter().any(is_in));
        if here.is_some() || zone.contains('/') && !zone.starts_with("Etc/") {
            return here;
        }
        // A region has two letters. Other subtags, such as a script, are longer.
        let region =
            |language: &str| language.split('-').skip(1).find(|part| part.len() == 2).map(str::to_ascii_uppercase);
        languages.split(' ').find_map(region).and_then(|code| self.country(&code))
    }

    /// The page that "Leave" opens in a country. `None` if the country is unknown.
    #[must_use]
    pub fn leave_to(&self, code: Option<&str>) -> Option<&str> {
        self.country(code?).map(|country| country.leave_to.as_str())
    }
}

#[cfg(test)]
mod tests {
    use crate::content::source::english;

    #[test]
    fn the_time_zone_decides_and_a_language_only_without_one() {
        let support = english().support;
        let check = |place: &str, code: Option<&str>| {
            assert_eq!(support.country_of(place).map(|country| country.code.as_str()), code, "{place}");
        };
        check("Europe/Dublin en-US en", Some("IE"));
        check("America/Chicago es-MX", Some("US"));
        check("America/Indiana/Knox", Some("US"));
        check("Australia/Perth", Some("AU"));
        check("Canada/Pacific fr-CA", Some("CA"));
        check("America/Tijuana en-US", Some("MX"));
        // For a place without known help lines, the lines of the language's country would be useless.
        check("Europe/Berlin en-US", None);
        check("America/Bogota es-MX", None);
        // No zone, or a zone that names no place.
        check("UTC en-GB en", Some("GB"));
        check("Etc/GMT en-AU", Some("AU"));
        check("UTC en fr-CA", Some("CA"));
        check("UTC sr-Latn-RS en-US", None);
        check(" es-ES", Some("ES"));
        check("UTC en", None);
        check("", None);
        check("undefined undefined", None);
    }

    #[test]
    fn leave_leads_to_a_page_of_the_country() {
        let support = english().support;
        assert_eq!(support.leave_to(Some("IE")), Some("https://www.met.ie"));
        assert_eq!(support.leave_to(Some("FR")), None);
        assert_eq!(support.leave_to(None), None);
    }
}
