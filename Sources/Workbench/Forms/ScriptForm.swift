import Analyses
public import Cohorts
import Crypto
import Packages
import Reports
public import Scripting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A page with a form of what a script lets be set, filled with its defaults and with what a cohort has, which shows the command
/// that runs the script so.
///
/// The page asks for nothing from elsewhere and sends nothing; its one program is named by its digest in the page's policy, so that
/// nothing in a label or a name of the data can become one.
public struct ScriptForm: Sendable {
  private let script: String
  private let header: ScriptHeader
  private let cohort: Cohort
  private let data: [String]

  /// A form.
  ///
  /// - Parameters:
  ///   - script: The script, as it is named on the command line.
  ///   - header: Its header.
  ///   - cohort: The cohort from whose endpoints and columns is chosen.
  ///   - data: Where the cohort is loaded from, as on the command line; nothing for the demonstration cohort.
  public init(of script: String, _ header: ScriptHeader, on cohort: Cohort, data: [String]) {
    self.script = script
    self.header = header
    self.cohort = cohort
    self.data = data
  }

  /// The command without anything set.
  var command: String {
    (["workbench run", script.quotedForShell] + data.map { "--data \($0.quotedForShell)" }).joined(separator: " ")
  }

  /// The page.
  public var html: String {
    let title = header.title.neutralised.escapedForMarkup
    let digest = Data(SHA256.hash(data: Array(ScriptFormProgram.text.utf8))).base64EncodedString()
    let prose = header.prose.split(separator: "\n").map { "<p>\($0.neutralised.escapedForMarkup)</p>\n" }.joined()
    let fields = header.parameters.map { ScriptFormField($0, on: cohort).markup }.joined()
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(digest)'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>\(title)</title>
      <style>
      \(StyleSheet.text)\(ScriptFormStyle.text)</style>
      </head>
      <body>
      <main class="page">
      <header>
      <p class="eyebrow">\(script.neutralised.escapedForMarkup) · cohort \(cohort.name.neutralised.escapedForMarkup) · \
      \(cohort.count) subjects</p>
      <h1>\(title)</h1>
      </header>
      \(prose)<form id="form" autocomplete="off" data-command="\(command.neutralised.escapedForMarkup)">
      <h2>What can be set</h2>
      \(fields.isEmpty ? "<p>The script has no parameters.</p>\n" : fields)<h2>How it is run</h2>
      \(Self.run)</form>
      <section class="command" aria-label="Command">
      <pre><code id="command">\(command.neutralised.escapedForMarkup)</code></pre>
      <button type="button" id="copy">Copy</button>
      <p id="said" role="status"></p>
      </section>
      <noscript><p>Without JavaScript the command does not follow what is set: what differs from the default is given as --param \
      name=value.</p></noscript>
      </main>
      <script>\(ScriptFormProgram.text)</script>
      </body>
      </html>

      """
  }

  /// What can be set of every run.
  private static var run: String {
    let conventions = Profile.allCases.map { profile in
      "<option value=\"\(profile.rawValue)\">\(profile.rawValue)</option>"
    }.joined()
    return """
      <div class="field">
      <label for="out">Folder of the report</label>
      <input id="out" data-option="--out" data-usual=""/>
      <p class="prose">A page, its figures, and the numbers as JSON and CSV are written to it; without it the report is shown on the terminal.</p>
      </div>
      <div class="field">
      <label for="conventions">Conventions</label>
      <select id="conventions" data-option="--conventions" data-usual="\(Profile.r.rawValue)">\(conventions)</select>
      <p class="prose">Whose conventions hold where R and SAS differ.</p>
      </div>
      <div class="field">
      <label for="seed">Seed</label>
      <input id="seed" data-option="--seed" data-kind="integer" data-from="0" data-expected="a whole number of 0 or more" data-usual="1" value="1" \
      aria-describedby="seed-fault"/>
      <p class="fault" id="seed-fault"></p>
      <p class="prose">Of the random generator: the same seed, the same numbers.</p>
      </div>
      <div class="field">
      <label><input type="checkbox" id="record" data-option="--record" data-usual="false"/> Record the numbers</label>
      <p class="prose">Beside the script, so that workbench verify can say later whether it still gives them.</p>
      </div>

      """
  }
}
