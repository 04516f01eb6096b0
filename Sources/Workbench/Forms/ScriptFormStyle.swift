/// What the page of a form adds to the style of reports.
enum ScriptFormStyle {
  /// The rules, complete.
  static let text = """
    .field{margin:0 0 1.3rem;font-family:var(--sans)}
    .field label{display:block;font-weight:600;margin:0 0 .25rem}
    .field .remark{font-weight:400;color:var(--muted);font-size:.85em;margin-left:.4em}
    .field input:not([type=checkbox]),.field select{font:inherit;color:inherit;background:var(--surface);border:1px solid var(--rule);\
    border-radius:4px;padding:.4rem .55rem;width:100%;max-width:34rem}
    .field .adder{width:auto;margin:.35rem 0 0;font-size:.88rem;color:var(--muted)}
    .field :focus-visible,.command :focus-visible{outline:3px solid var(--link);outline-offset:1px}
    .field [aria-invalid=true]{border-color:var(--caution-edge);box-shadow:0 0 0 1px var(--caution-edge)}
    .field .fault{margin:.2rem 0 0;color:var(--caution-ink);font-weight:600;font-size:.9rem}
    .field .fault:empty{display:none}
    .field .prose{margin:.25rem 0 0;color:var(--muted);font-size:.9rem}
    .command{position:sticky;bottom:0;background:var(--surface);border-top:1px solid var(--rule);padding:.9rem 0 1rem;margin-top:2rem}
    .command pre{margin:0 0 .6rem;padding:.75rem .95rem;background:var(--soft);border:1px solid var(--grid);border-radius:4px;\
    font:.86rem/1.5 var(--mono);white-space:pre-wrap;overflow-wrap:anywhere}
    .command pre code{font:inherit}
    .command button{font:600 .95rem/1 var(--sans);color:var(--surface);background:var(--link);border:0;border-radius:4px;padding:.6rem 1.3rem;cursor:pointer}
    .command button:disabled{background:var(--muted);cursor:default}
    .command #said{display:inline;margin:0 0 0 .8rem;font-size:.9rem;color:var(--muted)}

    """
}
