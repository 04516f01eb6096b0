extension ManualArticle {
  /// The article on a script that is run by name.
  ///
  /// - Parameters:
  ///   - name: Its name, without `.lua`.
  ///   - header: Its header.
  public init(script name: String, _ header: ScriptHeader) {
    var blocks = header.prose.split(separator: "\n").map { Block.paragraph(String($0)) }
    if !header.needs.isEmpty {
      blocks.append(.paragraph("Needs: \(header.needs.map(\.words).joined(separator: ", "))."))
    }
    if !header.parameters.isEmpty {
      let parameters = header.parameters.map { Entry("--param \($0.name)=…", remark: $0.remark, $0.prose) }
      blocks += [.heading("Parameters"), .entries(parameters, .point)]
    }
    if !header.sample.isEmpty { blocks += [.heading("Sample"), .code(header.sample)] }
    self.init(name, also: ["\(name).lua"], header.title, blocks)
  }
}
