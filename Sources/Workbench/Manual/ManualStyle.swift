/// What the page of the manual adds to the style of reports.
enum ManualStyle {
  /// The rules, complete.
  static let text = """
    .manual{display:block}
    .article{margin:0 0 2.6rem;padding-top:.2rem}
    .article h3{font-size:1.2rem;margin:2.6rem 0 .4rem;scroll-margin-top:1rem}
    .article h3 a{color:inherit;text-decoration:none}
    .article h3 a:hover{text-decoration:underline}
    .manual .lead{font-size:1rem;color:var(--ink);font-weight:500;margin:0 0 .9rem}
    h4{font:650 .8rem/1.3 var(--sans);letter-spacing:.06em;text-transform:uppercase;color:var(--muted);margin:1.6rem 0 .5rem}
    pre{margin:.5rem 0 1rem;padding:.75rem .95rem;background:var(--soft);border:1px solid var(--grid);border-radius:4px;overflow-x:auto;\
    font:.82rem/1.5 var(--mono);white-space:pre}
    pre code{font:inherit}
    .manual dl{margin:.3rem 0 1rem;font:.92rem/1.5 var(--sans)}
    .entries>dt{margin-top:.85rem;scroll-margin-top:1rem}
    .entries>dt code{font-weight:650;font-size:.95em}
    .entries>dd{margin:.1rem 0 0 1.4rem;max-width:75ch}
    .entries dd pre{margin:.4rem 0 .2rem;padding:.35rem .6rem}
    .remark{color:var(--muted);font:.85em/1.4 var(--sans);margin:0 0 0 .5em}
    .short,.choices{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.25rem 1.2rem}
    .short dd,.choices dd{margin:0}
    .short dt,.choices dt{max-width:20rem;overflow-wrap:anywhere}
    .manual dl.choices{margin:.35rem 0 0;font-size:.95em}
    .manual ul{margin:0 0 1rem;padding-left:1.3rem}
    .manual li{margin:.25rem 0;max-width:75ch}
    .manual .table th,.manual .table td{vertical-align:top}
    .contents{padding:1.6rem 1.5rem 0;max-width:48rem;margin:0 auto}
    .contents ol{border:0}
    .contents li{border:0;margin:0;max-width:none}
    .contents a{padding:.12rem 0;overflow-wrap:anywhere}
    .contents h1{font-size:1.5rem;margin:.2rem 0 .6rem}
    .contents nav{margin:0;font-size:inherit}
    .contents nav>ol>li>a{font-weight:650;padding-top:.7rem}
    .page>h2:first-child{margin-top:0;border-top:0;padding-top:0}
    .contents ol ol a{color:var(--muted);font-size:.92em}
    @media screen and (max-width:75rem){.contents ol ol{columns:14rem;column-gap:1.5rem}}
    @media screen and (max-width:600px){.short,.choices{grid-template-columns:1fr;gap:0}.short dd,.choices dd{margin:0 0 .45rem}
    .entries>dd{margin-left:.8rem}.contents ol ol{columns:1}.contents{padding:1.2rem 1.05rem 0}}
    @media screen and (min-width:75rem){.manual{display:grid;grid-template-columns:19rem minmax(0,1fr)}
    .contents{position:sticky;top:0;height:100vh;overflow-y:auto;margin:0;padding:2.2rem 1rem 2rem 1.8rem;border-right:1px solid var(--grid);\
    font-size:.86rem;width:100%}
    .manual .page{margin:0 auto 0 4rem}}
    @media print{.contents{padding:0;max-width:none}
    .contents nav{display:block;columns:3;column-gap:14pt;font-size:8pt}
    .contents a{padding:0}.contents nav>ol>li>a{padding-top:5pt}
    .article h3{margin-top:14pt}
    .article{break-inside:auto;margin-bottom:12pt}
    h4{break-after:avoid;margin-top:9pt}
    pre,.entries>dd,.short dd{break-inside:avoid}
    dt{break-after:avoid}
    .manual h2{break-before:page}
    pre{font-size:8pt;white-space:pre-wrap}pre code{overflow-wrap:break-word}}

    """
}
