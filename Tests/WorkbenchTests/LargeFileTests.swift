import Crypto
import Foundation
import Testing

@Suite("A file so large that its digest is computed while the script runs")
struct LargeFileTests {
  @Test("The report has its digest, which the locked worker reads to its end")
  func digest() throws {
    let scratch = try Scratch()
    let text = String(repeating: "long ", count: 2000)
    let data = "subject_id,text\n" + (1...1800).map { "P\($0),\(text)\($0)\n" }.joined()
    #expect(data.utf8.count > 1 << 24)
    let file = try scratch.write("large.csv", data)
    try scratch.write(
      "report.lua",
      """
      --- How many subjects are there?
      local workbench = require "workbench"
      local report = workbench.report "Counts"
      report:note(#workbench.cohort() .. " subjects")
      return report
      """)
    let script = scratch.url.appendingPathComponent("report.lua").path
    let end = try Command.run(["run", script, "--data", file.path, "--format", "json"])
    let digest = SHA256.hash(data: Data(data.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    #expect(end.status == 0 && end.output.contains(digest.joined()), "\(end)")
    #expect(end.output.contains("1800 subjects"))
  }
}
