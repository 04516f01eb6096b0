extension ManualArticle {
  /// The article on what figures of scripts are made of.
  public static var figures: ManualArticle {
    ManualArticle(
      "figures", also: ["figure", "marks", "mark", "panels"],
      "What workbench.figure takes: the fields of each kind of figure, of marks, panels and axes.",
      [
        .paragraph(
          "A field whose type ends in ? or |nil may be left out. Lists of numbers may be columns (workbench.Column), and may hold "
            + "workbench.missing where a line has a gap.")
      ]
        + FigureShape.all.flatMap { shape -> [Block] in
          [
            .heading(shape.name), .paragraph(shape.summary),
            .entries(shape.members.map { Entry($0.name, remark: $0.luaType, $0.prose) }, .point),
          ]
        })
  }
}
