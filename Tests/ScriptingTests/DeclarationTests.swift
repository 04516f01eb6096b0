import Analyses
@testable import Lua
@testable import Scripting
import Testing

/// What is declared to editors and in help is what there is.
@Suite("Declarations of what scripts are lent")
struct DeclarationTests {
  /// The names of the members that are functions, and of those that are not.
  private func names(_ declaration: HostDeclaration) -> (functions: [String], values: [String]) {
    let (functions, values) = (
      declaration.members.filter { $0.signature != nil }, declaration.members.filter { $0.signature == nil }
    )
    return (functions.map(\.name).sorted(), values.map(\.name).sorted())
  }

  private func expectSame<Object>(_ declaration: HostDeclaration, _ type: HostType<Object>) {
    let (functions, values) = names(declaration)
    #expect(functions == type.methods.keys.sorted())
    #expect(values == type.propertyNames.sorted())
    #expect(!declaration.isModule)
  }

  @Test("a cohort has the members that are declared, and no others")
  func cohort() { expectSame(CohortObject.declaration, CohortObject.type) }

  @Test("a column has the members that are declared, and no others")
  func column() { expectSame(ColumnObject.declaration, ColumnObject.type) }

  @Test("a report has the members that are declared, and no others")
  func report() { expectSame(ReportObject.declaration, ReportObject.type) }

  @Test("a result has the members that are declared, and no others")
  func result() { expectSame(ResultObject.declaration, ResultObject.type) }

  @Test("the module has the members that are declared, of the kind that is declared")
  func module() throws {
    let (functions, values) = names(WorkbenchModule.declaration)
    let read = (functions + values).map { "type(workbench.\($0))" }.joined(separator: ", ")
    let kinds = try Script("print(\(read))").printed()[0].split(separator: "\t").map(String.init)
    #expect(kinds.prefix(functions.count).allSatisfy { $0 == "function" })
    #expect(kinds.dropFirst(functions.count).allSatisfy { $0 != "function" && $0 != "nil" })
    #expect(WorkbenchModule.declaration.isModule)
  }

  @Test("every member is explained in a sentence")
  func prose() {
    for declaration in HostDeclaration.all {
      #expect(declaration.summary.hasSuffix("."))
      for member in declaration.members {
        #expect(member.prose.hasSuffix("."), "\(declaration.name).\(member.name)")
        for parameter in member.signature?.parameters ?? [] { #expect(!parameter.prose.isEmpty) }
      }
    }
  }
}
