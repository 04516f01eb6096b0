import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Readers

@Suite("The first cohort.toml of a folder")
struct DraftTests {
  /// Whether the data at a path are the same cohort with the draft beside them as without.
  private func expectSame(_ folder: TemporaryFolder) throws {
    let inferred = try CohortLoader.load(path: folder.path).cohort
    #expect(try DeclarationDraft.write(for: folder.path) == folder.path + "/cohort.toml")
    let declared = try CohortLoader.load(path: folder.path).cohort
    #expect(declared.name == inferred.name)
    #expect(declared.stored == inferred.stored)
    #expect(declared.linked == inferred.linked)
    #expect(declared.dictionary.endpoints == inferred.dictionary.endpoints)
    #expect(declared.dictionary.subjectID == inferred.dictionary.subjectID)
    #expect(declared.dictionary.trial == inferred.dictionary.trial)
    #expect(declared.dictionary.linked == inferred.dictionary.linked)
    #expect(
      Dictionary(uniqueKeysWithValues: declared.dictionary.columns.map { ($0, $1) })
        == Dictionary(uniqueKeysWithValues: inferred.dictionary.columns.map { ($0, $1) }))
  }

  private static let plain = [
    "subjects.csv": """
    id,age,sex,start,pfs_days,pfs_event,comment
    01,61.5,F,2020-01-05,10,1,"NA"
    02,NA,M,2020-02-29,20,0,"a ""quoted"" word"
    03,70,F,,30,1,NA

    """, "ae.csv": "id,term,grade\n01,Fever,2\n03,Rash,1\n01,Rash,3\n",
  ]

  @Test("A plain folder loads as before with its draft")
  func plainFolder() throws { try expectSame(TemporaryFolder(Self.plain)) }

  @Test("So does a study of cBioPortal")
  func study() throws {
    try expectSame(
      TemporaryFolder([
        "data_clinical_patient.txt": CBioPortalTableTests.above
          + "P1\tF\t61\t2\t1:DECEASED\t12.5\tTRUE\nP2\tM\t[Not Available]\t\"3\"\t0:LIVING\t7\tFALSE\n",
        "meta_study.txt": "name: A study\n",
      ]))
  }

  /// CDISC's pilot study, where the environment says where it is.
  @Test("So does a trial of analysis data", .enabled(if: RealData.folder != nil))
  func analysisData() throws {
    let source = try #require(RealData.folder) + "/cdiscpilot"
    let folder = try TemporaryFolder()
    for name in ["adsl.xpt", "adtte.xpt", "adae.xpt"] {
      try FileManager.default.copyItem(atPath: source + "/" + name, toPath: folder.file(name))
    }
    try expectSame(folder)
  }

  @Test("A table without ids of a usual name has a draft too, which asks for them")
  func withoutIDs() throws {
    func line(_ csv: String) throws -> [String] {
      let folder = try TemporaryFolder(["data.csv": csv])
      let text = try DeclarationDraft.text(for: folder.file("data.csv"))
      #expect(try DeclarationDraft.text(for: folder.path).contains("subject_id = "))
      return text.split(separator: "\n").filter { $0.contains("subject_id") || $0.contains("decide: no col") }.map(
        String.init)
    }
    #expect(
      try line("dose,code,sex\n1.5,X1,f\n2.5,X2,f\n")
        == [
          "# decide: no column is named like subject ids, and this is the first in which each row has a value of its own",
          "subject_id = \"code\"",
        ])
    #expect(
      try line("dose,sex\n1.5,f\n2.5,f\n")
        == [
          "# decide: no column is named like subject ids, and none has one value for each row; add one to the file, such as the numbers "
            + "1, 2, 3, …", "subject_id = \"subject_id\"",
        ])
  }

  @Test("What is inferred has its reason, and what is not is a question")
  func text() throws {
    let folder = try TemporaryFolder(Self.plain)
    let text = try DeclarationDraft.text(for: folder.path)
    #expect(
      text.hasPrefix(
        """
        # Inferred from the files. Look through it: what is to be decided by a person says so.
        name = "\(Paths.lastComponent(folder.path))"
        # each row of subjects.csv has its own
        subject_id = "id"

        [tables]
        subjects = "subjects.csv"
        ae = "ae.csv"

        [columns.id]
        type = "text"

        [columns.age]
        type = "number"
        # known_at = "baseline"  # decide: when does this become known?

        [columns.sex]
        type = "category"
        # levels = ["F", "M"]  # decide: is one higher than another? then the lowest first
        # known_at = "baseline"  # decide: when does this become known?

        [columns.start]
        type = "date"
        # known_at = "baseline"  # decide: when does this become known?

        """))
    #expect(
      text.hasSuffix(
        """

        [endpoints.pfs]
        # by the names of its columns; decide: the unit, and what it is counted from
        label = "pfs"
        time = "pfs_days"
        event = "pfs_event"
        unit = "days"
        # origin = "randomisation"  # decide: what is the time counted from?

        """))
  }

  private static let trial = """
    patient,study,age,infusion_date,response,response_day,pfs_days,progressed,os_days,died,transplant_day,crs_grade
    P1,T1,61,2020-01-05,CR,30,100,0,200,0,90,1
    P2,T2,70,2020-02-05,PD,,50,1,80,1,,2
    P3,T2,55,2020-03-05,CR,60,300,0,300,0,,0
    P4,T1,58,2020-03-06,PD,,40,1,70,1,,3

    """

  @Test("What is known late by its name is proposed as late; endpoints, vocabularies and trials are proposed")
  func proposals() throws {
    let folder = try TemporaryFolder(["subjects.csv": Self.trial])
    let text = try DeclarationDraft.text(for: folder.path)
    func proposal(_ column: String) -> [String] {
      let section = text.components(separatedBy: "\n\n").first { $0.hasPrefix("[columns.\(column)]") } ?? ""
      return section.split(separator: "\n").filter { $0.hasPrefix("# ") && !$0.hasPrefix("# levels") }.map {
        $0.components(separatedBy: "  # decide")[0]
      }
    }
    #expect(proposal("age") == ["# known_at = \"baseline\""])
    #expect(proposal("infusion_date") == ["# known_at = \"baseline\""])
    #expect(proposal("response") == ["# known_at = \"response_day\"", "# vocabulary = \"leukaemia\""])
    #expect(proposal("response_day") == ["# known_at = \"response_day\""])
    #expect(proposal("transplant_day") == ["# known_at = \"transplant_day\""])
    for outcome in ["pfs_days", "progressed", "os_days", "died", "crs_grade"] {
      #expect(proposal(outcome) == ["# known_at = \"after_origin\""], "\(outcome)")
    }
    #expect(text.contains("\n# trial = \"study\"  # decide: "))
    for (name, event) in [("pfs", "progressed"), ("os", "died")] {
      #expect(
        text.contains(
          """

          # [endpoints.\(name)]  # decide: is it one? 1 must be the event, and 0 censored
          # time = "\(name)_days"
          # event = "\(event)"
          # unit = "days"

          """))
    }
    try expectSame(folder)
  }

  @Test("What is proposed can be taken: without the marks of comments, the draft loads")
  func taken() throws {
    let folder = try TemporaryFolder(["subjects.csv": Self.trial])
    let text = try DeclarationDraft.text(for: folder.path)
    let taken = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("# ") && (line.contains(" = ") || line.hasPrefix("# [")) ? String(line.dropFirst(2)) : String(line)
    }
    try folder.write(Array(taken.joined(separator: "\n").utf8), to: "cohort.toml")
    let cohort = try CohortLoader.load(path: folder.path).cohort
    #expect(Array(cohort.dictionary.endpoints.keys) == ["pfs", "os"])
    #expect(cohort.dictionary.trial == "study")
    #expect(cohort.dictionary.columns["transplant_day"]?.knownAt == .onDay(["transplant_day"]))
  }

  @Test("A dictionary that is there is not overwritten")
  func refused() throws {
    let folder = try TemporaryFolder(Self.plain)
    try folder.write(Array("mine".utf8), to: "cohort.toml")
    #expect(throws: WriteError.exists([folder.path + "/cohort.toml"])) { try DeclarationDraft.write(for: folder.path) }
    #expect(try folder.text("cohort.toml") == "mine")
  }

  @Test("The draft of a file stands beside it")
  func file() throws {
    let folder = try TemporaryFolder(["trial.csv": "id,x\n1,a\n2,b\n"])
    #expect(try DeclarationDraft.write(for: folder.file("trial.csv")) == folder.file("cohort.toml"))
    #expect(try CohortLoader.load(path: folder.path).cohort.name == "trial")
  }

  @Test("Formats, and what codes mean, are kept")
  func descriptions() throws {
    let folder = try TemporaryFolder()
    let subjects = try Table(
      name: "subjects", columns: ["id": Column(integers: [1, 2]), "sex": Column(categories: ["F", "M"])])
    var dictionary = DataDictionary(subjectID: "id")
    dictionary.columns["id"] = ColumnDescription(format: "8.")
    dictionary.columns["sex"] = ColumnDescription(label: "Sex", levelLabels: ["F": "Female", "M": "Male \"x\""])
    let cohort = try Cohort(name: "c", subjects: subjects, dictionary: dictionary)
    try CohortFolderWriter.write(cohort, to: folder.path)
    #expect(try CohortLoader.load(path: folder.path).cohort.dictionary == dictionary)
  }
}
