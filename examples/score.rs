//! Scores answers from the command line: one JSON object on standard input, one on standard output.
//!
//! ```sh
//! echo '{"factors": [{"most": "trust", "least": "safety"}, "equal", null, null, null, null, null]}' \
//!   | cargo run --quiet --example score
//! ```
//!
//! Input: `{"closeness": [5 or 10 sets], "factors": [7 sets]}`, in the order of `content/quiz.toml`. Each list is
//! optional. A set is `{"most": id or null, "least": id or null}`, `"equal"`, or `null` for a skipped set. A missing
//! key is null. An object in which both are null is an error, because it could mean `"equal"` or a skipped set.
//!
//! Output: for each list `{"shown", "utility", "standard_error" (centred), "share" (percent), "leading", "plain"}`,
//! with the ids in content order. If there are too few answers for a result, `shown` is false, and the other members
//! still have values. The leading group includes items that are not placed. If an item was never shown, `plain` is 0.
//!
//! Invalid input: one line on standard error that names the position, nothing on standard output, exit status 2.

use intimacy_explorer::content::{Factor, PerFactor, PerType, Type};
use intimacy_explorer::quiz::design::{CLOSENESS, CLOSENESS_FIRST, CLOSENESS_NEEDED, FACTORS, FACTORS_NEEDED};
use intimacy_explorer::quiz::items::Item;
use intimacy_explorer::quiz::{Pick, Picture, SetAnswer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serialize;
use std::io::{Read, Write};
use std::process::ExitCode;

#[allow(dead_code, reason = "the tests include this file for `score` alone")]
fn main() -> ExitCode {
    let mut input = Vec::new();
    let scored = match std::io::stdin().read_to_end(&mut input) {
        Ok(_) => score(&input),
        Err(problem) => Err(format!("input: {problem}")),
    };
    match scored {
        // If the reader has closed the pipe, no message is necessary.
        Ok(output) => writeln!(std::io::stdout(), "{output}").map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS),
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

/// The output for an input.
///
/// # Errors
/// One line that names the position of the error in the input, and the error.
pub fn score(input: &[u8]) -> Result<String, String> {
    let text = str::from_utf8(input).map_err(|problem| format!("input: not UTF-8: {problem}"))?;
    let json: Json = serde_json::from_str(text).map_err(|problem| format!("input: not JSON: {problem}"))?;
    let Json::Object(fields) = json else { return Err("input: expected an object".into()) };
    let [closeness, factors] = pick_fields("", fields, ["closeness", "factors"])?;
    let closeness = closeness.map(closeness_report).transpose()?;
    let factors = factors.map(factors_report).transpose()?;
    serde_json::to_string(&Output { closeness, factors }).map_err(|problem| format!("output: {problem}"))
}

#[derive(serde::Serialize)]
struct Output {
    #[serde(skip_serializing_if = "Option::is_none")]
    closeness: Option<Report<PerType<f64>, Type>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    factors: Option<Report<PerFactor<f64>, Factor>>,
}

#[derive(serde::Serialize)]
struct Report<P, T> {
    shown: bool,
    utility: P,
    standard_error: P,
    share: P,
    leading: Vec<T>,
    plain: P,
}

fn closeness_report(list: Json) -> Result<Report<PerType<f64>, Type>, String> {
    let answers = read_sets("closeness", list, &CLOSENESS, &[CLOSENESS_FIRST, CLOSENESS.len()], Type::from_id)?;
    let picture = Picture::new(&CLOSENESS, &answers, CLOSENESS_NEEDED, answers.len());
    Ok(report(&picture, |value| PerType::from_fn(|item| value(item.index()))))
}

fn factors_report(list: Json) -> Result<Report<PerFactor<f64>, Factor>, String> {
    let answers = read_sets("factors", list, &FACTORS, &[FACTORS.len()], Factor::from_id)?;
    let picture = Picture::new(&FACTORS, &answers, FACTORS_NEEDED, answers.len());
    Ok(report(&picture, |value| PerFactor::from_fn(|item| value(item.index()))))
}

fn report<T: Item, P: Serialize>(picture: &Picture<T>, each: impl Fn(&dyn Fn(usize) -> f64) -> P) -> Report<P, T> {
    let estimate = &picture.estimate;
    // Adding 0 changes −0 into 0.
    let per_item = |value: &dyn Fn(usize) -> f64| each(&|item| value(item) + 0.0);
    let tally = |item: usize| picture.mark(T::ALL[item]).map_or(0.0, |mark| mark.tally.plain());
    Report {
        shown: picture.shown,
        utility: per_item(&|item| estimate.utility(item)),
        standard_error: per_item(&|item| estimate.standard_error(item)),
        share: per_item(&|item| estimate.share(item)),
        leading: estimate.leading().iter().map(|item| T::ALL[item]).collect(),
        plain: per_item(&tally),
    }
}

fn read_sets<T: Item, const K: usize>(
    list: &str,
    json: Json,
    sets: &[[T; K]],
    lengths: &[usize],
    from_id: fn(&str) -> Option<T>,
) -> Result<Vec<Option<SetAnswer<T>>>, String> {
    let Json::List(answers) = json else { return Err(format!("{list}: expected a list of sets")) };
    if !lengths.contains(&answers.len()) {
        let lengths: Vec<_> = lengths.iter().map(usize::to_string).collect();
        return Err(format!("{list}: {} sets, expected {}", answers.len(), lengths.join(" or ")));
    }
    let numbered = answers.into_iter().zip(sets).enumerate();
    numbered.map(|(at, (answer, set))| read_set(&format!("{list}[{at}]"), answer, set, from_id).map(Some)).collect()
}

fn read_set<T: Item>(
    place: &str,
    json: Json,
    set: &[T],
    from_id: fn(&str) -> Option<T>,
) -> Result<SetAnswer<T>, String> {
    let fields = match json {
        Json::Null => return Ok(SetAnswer::Skipped),
        Json::Text(text) if text == "equal" => return Ok(SetAnswer::Equal),
        Json::Object(fields) => fields,
        _ => return Err(format!("{place}: expected an object, \"equal\" or null")),
    };
    let [most, least] = pick_fields(&format!("{place}."), fields, ["most", "least"])?;
    let most = read_item(&format!("{place}.most"), most, set, from_id)?;
    let least = read_item(&format!("{place}.least"), least, set, from_id)?;
    match Pick::new(most, least) {
        Some(pick) => Ok(SetAnswer::Chosen(pick)),
        None if most.is_some() => Err(format!("{place}.least: the same as most")),
        None => Err(format!("{place}: neither most nor least; write \"equal\", or null for a skipped set")),
    }
}

fn read_item<T: Item>(
    place: &str,
    json: Option<Json>,
    set: &[T],
    from_id: fn(&str) -> Option<T>,
) -> Result<Option<T>, String> {
    let id = match json {
        None | Some(Json::Null) => return Ok(None),
        Some(Json::Text(id)) => id,
        Some(_) => return Err(format!("{place}: expected an id or null")),
    };
    let item = from_id(&id).ok_or_else(|| format!("{place}: unknown id {id:?}"))?;
    if set.contains(&item) { Ok(Some(item)) } else { Err(format!("{place}: {id:?} is not in this set")) }
}

/// The values of two fields. Another field, or a repeated field, is an error.
fn pick_fields(place: &str, fields: Vec<(String, Json)>, names: [&str; 2]) -> Result<[Option<Json>; 2], String> {
    let mut picked = [None, None];
    for (name, value) in fields {
        let Some(at) = names.iter().position(|known| *known == name) else {
            return Err(format!("{place}{}: unknown field", name.escape_debug()));
        };
        if picked[at].replace(value).is_some() {
            return Err(format!("{place}{name}: stands twice"));
        }
    }
    Ok(picked)
}

/// A JSON value in which repeated fields remain. `Other` is a number or a boolean, which are never valid here.
enum Json {
    Null,
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
    Other,
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element()? {
            list.push(entry);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = entries.next_entry()? {
            fields.push(field);
        }
        Ok(Json::Object(fields))
    }
}
