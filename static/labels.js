// The few words that are needed before the app's own words are there.

// Filled in by `cargo xtask page`, in this order.
const [begin, explore, notes, opening, failed] = ['{labels}'];
const labels = { begin, explore, notes, opening, failed };

export { labels };
