// The labels that are needed before the language file is loaded.

// Filled in by `cargo xtask page`, in this order.
const [begin, explore, notes, opening, failed] = ['{labels}'];
const labels = { begin, explore, notes, opening, failed };

export { labels };
