/// The style of a page: for wide screens, phones and paper, light and dark.
package enum StyleSheet {
  /// The rules, complete.
  package static let text = variables + page + tables + boxes + figures + provenance + small + print

  private static func colours(_ pick: (GroupStyle) -> String) -> String {
    GroupStyle.all.enumerated().map { "--g\($0):\(pick($1));" }.joined()
  }

  private static func shades(_ pick: (ShadeRamp) -> (shade: String, ink: String)) -> String {
    ShadeRamp.all.enumerated().map { "--r\($0):\(pick($1).shade);--i\($0):\(pick($1).ink);" }.joined()
      + ShadeRamp.greys.enumerated().map { "--a\($0):\(pick($1).shade);--u\($0):\(pick($1).ink);" }.joined()
  }

  private static let variables = """
    :root{color-scheme:light dark;--surface:#FFFFFF;--ink:#1C1E21;--muted:#5A6068;--rule:#C9CDD2;--grid:#E4E6E8;--soft:#F5F6F7;
    --link:#0B5C8F;--caution:#FFF6E0;--caution-edge:#B26A00;--caution-ink:#7A4700;--notice:#EEF4F9;--notice-edge:#2F6F9F;
    \(colours(\.light))
    \(shades(\.light))
    --sans:-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;
    --mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
    @media screen and (prefers-color-scheme:dark){:root{--surface:#14171A;--ink:#E8E6E3;--muted:#A9B0B8;--rule:#4A515A;--grid:#2B3036;
    --soft:#1D2125;--link:#7CC0EE;--caution:#2C2312;--caution-edge:#E0A030;--caution-ink:#F2C879;--notice:#17242F;--notice-edge:#69A8D6;
    \(colours(\.dark))
    \(shades(\.dark))}}

    """

  private static let page = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--surface);color:var(--ink);font:16px/1.55 var(--sans)}
    .page{max-width:48rem;margin:0 auto;padding:3.5rem 1.5rem 4rem}
    h1,h2,h3{font-family:var(--sans);line-height:1.25;text-wrap:balance;overflow-wrap:break-word}
    h1{font-size:2rem;letter-spacing:-.015em;font-weight:700;margin:.35rem 0 .8rem}
    h2{font-size:1.4rem;letter-spacing:-.01em;font-weight:700;margin:3.2rem 0 .9rem;padding-top:1.1rem;border-top:1px solid var(--rule)}
    h3{font-size:1.12rem;font-weight:650;margin:2.4rem 0 .7rem}
    h2+h3{margin-top:1.4rem}
    p{margin:0 0 .9rem;max-width:75ch;overflow-wrap:break-word}
    a{color:var(--link);text-underline-offset:.15em}
    a:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:2px}
    .eyebrow{font:600 .82rem/1.4 var(--sans);color:var(--muted);margin:0}
    .lead{font:.92rem/1.5 var(--sans);color:var(--muted);margin:0 0 1.4rem}
    code{font:.88em/1.4 var(--mono);overflow-wrap:anywhere}
    nav{font:.92rem/1.5 var(--sans);margin:1.6rem 0 2rem}
    nav ol{list-style:none;margin:0;padding:0;border-top:1px solid var(--rule)}
    nav li{border-bottom:1px solid var(--grid)}
    nav a{display:block;padding:.42rem 0;text-decoration:none;color:var(--ink)}
    nav a:hover{color:var(--link);text-decoration:underline}
    nav .below a{padding-left:1.3rem}

    """

  private static let tables = """
    .table{margin:1.5rem 0 1.7rem;font-family:var(--sans);font-size:.9rem;line-height:1.4}
    .scroll{overflow-x:auto;background:linear-gradient(90deg,var(--surface) 60%,transparent) left/28px 100% no-repeat local,\
    linear-gradient(270deg,var(--surface) 60%,transparent) right/28px 100% no-repeat local,\
    linear-gradient(90deg,var(--rule),transparent) left/9px 100% no-repeat scroll,\
    linear-gradient(270deg,var(--rule),transparent) right/9px 100% no-repeat scroll}
    table{border-collapse:separate;border-spacing:0;min-width:60%;font-variant-numeric:tabular-nums lining-nums}
    caption{caption-side:top;text-align:left;padding:0 0 .5rem;font-size:.95rem;line-height:1.4}
    caption b,figcaption b{font-weight:700}
    thead th{border-top:1.5px solid var(--ink);border-bottom:1px solid var(--ink);vertical-align:bottom;font-weight:600}
    tbody tr:last-child>*{border-bottom:1.5px solid var(--ink)}
    tbody tr+tr>*{border-top:1px solid var(--grid)}
    th,td{padding:.42rem 1.3rem .42rem 0;text-align:left;vertical-align:baseline}
    th:last-child,td:last-child{padding-right:.25rem}
    th:first-child{padding-left:.25rem}
    tr.spans>*{border-top:1.5px solid var(--ink);padding-bottom:.1rem}
    tr.spans+tr th{border-top:0}
    th.over{border-bottom:0;font-weight:600;background:linear-gradient(var(--muted),var(--muted)) 0 100%/100% 1px no-repeat content-box}
    tr.spans+tr th{padding-top:.25rem}
    tbody th.in1{padding-left:1.25rem}
    tbody th.in2{padding-left:2.25rem}
    tbody th.in3{padding-left:3.25rem}
    tbody th{font-weight:400;min-width:9rem;overflow-wrap:break-word}
    thead tr>:first-child,tbody th{position:sticky;left:0;z-index:1;background:var(--surface)}
    .r{text-align:right;white-space:nowrap}
    .l{white-space:nowrap}
    thead .r,thead .l{white-space:normal}
    sup{font-size:.72em;line-height:0;vertical-align:baseline;position:relative;top:-.45em}
    @media screen{.many thead tr>:first-child,.many tbody th{border-right:1px solid var(--grid)}
    .many thead tr>:nth-child(2),.many tbody td:nth-child(2){padding-left:.8rem}
    .many th,.many td{padding-right:.75rem}
    .most th,.most td{padding-right:.6rem}.most{font-size:.84rem}}
    @media screen and (min-width:52rem){.many .scroll{width:max-content;min-width:100%;max-width:calc(50vw + 21rem)}
    .most{display:grid;grid-template-columns:fit-content(100%);justify-content:center;margin-left:calc(50% - 50vw + 1.5rem);\
    margin-right:calc(50% - 50vw + 1.5rem)}
    .most .scroll{width:auto;min-width:45rem;max-width:100%}.most .notes{width:0;min-width:100%}}
    @media screen and (max-width:87rem){.stacked .ci{display:block}}
    .notes{font-size:.82rem;color:var(--muted);margin:.5rem 0 0;padding:0;list-style:none}
    .notes li{margin:.15rem 0;overflow-wrap:break-word}

    """

  private static let boxes = """
    .box{display:grid;grid-template-columns:auto 1fr;gap:0 .8rem;margin:1.2rem 0;padding:.85rem 1.1rem .85rem .95rem;border:1px solid var(--edge);
    border-left-width:5px;border-radius:4px;background:var(--fill);font:.94rem/1.5 var(--sans)}
    .box svg{width:1.45rem;height:1.45rem;margin-top:.02rem}
    .box p{margin:.2rem 0 0;max-width:none}
    .box .head{margin:0;font-weight:700}
    .caution{--fill:var(--caution);--edge:var(--caution-edge)}
    .caution .head{color:var(--caution-ink)}
    .again{margin:1.2rem 0;padding:.1rem 0 .1rem .95rem;border-left:5px solid var(--caution-edge);font:.94rem/1.5 var(--sans)}
    .notice{--fill:var(--notice);--edge:var(--notice-edge)}
    .notice p{margin:0}
    .methods{font:.88rem/1.55 var(--sans);color:var(--muted);margin:1.2rem 0 0}
    .methods p{margin:0 0 .5rem;max-width:85ch}
    .methods b{color:var(--ink);font-weight:600}
    .methods .given{color:var(--ink)}

    """

  private static let figures =
    FigureColours.page.rules + """
      figure{margin:1.6rem 0 1.9rem}
      figcaption{font:.95rem/1.4 var(--sans);margin:0 0 .8rem}
      .remark{font:.82rem/1.45 var(--sans);color:var(--muted);margin:.5rem 0 0}
      .fig{display:block;width:100%;height:auto}
      .fig.narrow{display:none}
      @media screen{.parts .fig+.fig{margin-top:1.4rem}}

      """

  private static let provenance = """
    .facts{display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.3rem 1.5rem;margin:0 0 1.6rem;font:.9rem/1.45 var(--sans)}
    .facts dt{color:var(--muted)}
    .facts dd{margin:0;overflow-wrap:anywhere}
    .sha{display:block;min-width:17rem;max-width:34rem;font-size:.8rem;word-break:break-all}
    dd .sha{min-width:0}

    """

  private static let small = """
    @media screen and (max-width:600px){
    .page{padding:1.6rem 1.05rem 3rem}
    h1{font-size:1.55rem}h2{font-size:1.25rem;margin-top:2.4rem}h3{font-size:1.06rem}
    .fig.narrow{display:block}.fig.wide{display:none}
    table{min-width:100%}
    .ci{display:block}.single .ci{display:inline}
    thead .l{white-space:normal}
    th,td{padding-right:.95rem}
    tbody th{min-width:7rem;max-width:42vw}
    .facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.55rem}
    .box{padding:.75rem .85rem}
    }

    """

  private static let print = """
    @page{size:A4;margin:18mm 17mm 20mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#5A6068}}
    @media print{
    html{font-size:10pt}
    body{font-size:1rem;line-height:1.42}
    .page{max-width:none;padding:0}
    h1{font-size:19pt}h2{font-size:14pt;margin-top:20pt}h3{font-size:11.5pt;margin-top:16pt}
    th,td{padding-top:2.2pt;padding-bottom:2.2pt;line-height:1.3}
    .table{margin:10pt 0 12pt}
    figure{margin:10pt 0 12pt}
    .box{margin:8pt 0;padding:6pt 9pt 6pt 8pt}
    .methods{margin-top:8pt}
    h1,h2,h3,caption,figcaption{break-after:avoid}
    figure,.box,.again,tr,.methods,.notes li,.facts{break-inside:avoid}
    .scroll{overflow:visible;background:none}
    thead tr>:first-child,tbody th{position:static}
    .many{font-size:8pt}
    .many th,.many td{padding-right:.6rem}
    .many tbody th{min-width:6rem}
    .most{font-size:6.8pt}
    .most th,.most td{padding-right:.4rem}
    .stacked .ci{display:block}
    th.over{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    .short{break-inside:avoid}
    thead{display:table-header-group}
    p{orphans:3;widows:3}
    a{color:inherit;text-decoration:none}
    nav{display:none}
    .box,.band{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    .fig{max-width:150mm;max-height:182mm}
    .parts{break-inside:auto;font-size:0;orphans:1;widows:1}
    .parts figcaption,.parts .remark{font-size:.82rem}
    .parts figcaption{font-size:.95rem}
    .parts .fig.wide{display:none}
    .parts .fig.narrow{display:inline-block;width:48%;margin:0 4% 5mm 0;vertical-align:bottom;break-inside:avoid}
    .parts .fig.narrow:nth-of-type(4n){margin-right:0}
    p,.methods p{max-width:none}
    .sha{font-size:7pt}
    }

    """
}
