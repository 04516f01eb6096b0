import Cohorts
import OrderedCollections

/// What is fed where no files are given, and what stands beside what is fed.
enum Samples {
  /// A cohort of sixty subjects with a column of every type, with missing values in each, and a table that is linked.
  ///
  /// - Throws: Never, as its columns are of one length and its ids differ.
  static func cohort() throws -> Cohort {
    let rows = 0..<60
    func some<T>(_ step: Int, _ value: (Int) -> T) -> [T?] { rows.map { $0 % step == 1 ? nil : value($0) } }
    let days = some(9) { CalendarDate(daysSince1970: Int32($0 * 137 + 15_000)) }
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: rows.map { "S\($0)" }),
      "number": Column(numbers: some(4) { Double($0) * 1.25 - 20 }),
      "integer": Column(integers: some(5) { $0 * 3 - 50 }),
      "flag": Column(flags: some(6) { $0 % 2 == 0 }),
      "category": Column(
        categories: some(7) { ["T-ALL", "B-ALL", "MPAL"][$0 % 3] }, levels: ["B-ALL", "T-ALL", "MPAL"]),
      "text": Column(texts: some(8) { ["Köln", "", "Bern", "a'b"][$0 % 4] }),
      "date": Column(dates: days),
      "moment": Column(
        .dateTime(rows.map { Int64($0) * 86_399_999 - 1_000_000_000 }), validity: Validity(rows.map { $0 % 10 != 1 })),
      "extreme": Column(
        .number(
          rows.map {
            [0, -0.0, -.leastNonzeroMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 9.2e18][$0 % 6]
          })),
      "border": Column(.integer(rows.map { [0, -1, .max, .min, 1 << 53, 1][$0 % 6] })),
    ]
    let subjects = try Table(name: "subjects", columns: columns)
    let events = try Table(
      name: "ae",
      columns: [
        "id": Column(texts: (0..<100).map { "S\($0 * 7 % 60)" }),
        "grade": Column(integers: (0..<100).map { $0 % 5 + 1 }),
        "term": Column(categories: (0..<100).map { ["CRS", "ICANS", "Fever"][$0 % 3] }),
      ])
    return try Cohort(
      name: "sample", subjects: subjects, linked: ["ae": try LinkedTable(events, key: "id", subjects: subjects)],
      dictionary: DataDictionary(subjectID: "id", columns: ["number": ColumnDescription(unit: "months")]))
  }

  static let subjects = """
    id,trial,age,sex,response,os_days,os_event,when,at
    1,A,61,F,CR,120,1,2021-03-09,2021-03-09T10:00
    2,A,.,M,PR,30.5,0,2021-04-01,2021-04-01T23:59:59.5
    3,B,47,F,"S,D",400,1,,NA
    """

  static let events = """
    id,term,grade,day
    1,CRS,2,3
    1,ICANS,,5
    3,"CRS",4,1
    """

  /// The tables beside a dictionary.
  static let tables = [("subjects.csv", Array(subjects.utf8)), ("ae.csv", Array(events.utf8))]

  static let adsl = """
    STUDYID,USUBJID,SUBJID,SITEID,AGE,SEX,ARM,TRT01P,TRT01PN,TRTSDT,SAFFL
    X1,X1-01,01,7,61,F,Drug,Drug,1,2021-03-09,Y
    X1,X1-02,02,7,47,M,Placebo,Placebo,2,2021-03-10,N
    """

  static let dictionary = """
    name = "Sample"
    subject_id = "id"
    trial = "trial"
    [tables]
    subjects = "subjects.csv"
    ae = "ae.csv"
    [columns.age]
    label = "Age"
    unit = "years"
    type = "number"
    known_at = "baseline"
    [columns.response]
    levels = ["CR", "PR", "S,D"]
    vocabulary = "ours"
    known_at = ["os_days"]
    [columns.older]
    derive = "age >= 50 and not is_missing(response)"
    [linked.ae.grade]
    role = "grade"
    [vocabularies.ours]
    levels = ["CR", "PR", "S,D"]
    response = ["CR", "PR"]
    complete = ["CR"]
    [endpoints.os]
    label = "Overall survival"
    time = "os_days"
    event = "os_event == 1"
    unit = "days"
    """

  private static let cbioportal = """
    #Patient\tAge\tStatus\tMonths
    #Identifier\tAge at diagnosis\tOverall survival status\tOverall survival
    #STRING\tNUMBER\tSTRING\tNUMBER
    #1\t1\t1\t1
    PATIENT_ID\tAGE\tOS_STATUS\tOS_MONTHS
    P1\t61\t1:DECEASED\t12.5
    P2\t[Not Available]\t0:LIVING\t40
    """

  private static let columns =
    #""columns":[{"itemOID":"IT.A","name":"USUBJID","label":"Id","dataType":"string","length":5,"keySequence":1},"#
    + #"{"itemOID":"IT.B","name":"AGE","label":"Age","dataType":"integer"},"#
    + #"{"itemOID":"IT.C","name":"DAY","label":"Day","dataType":"date","targetDataType":"integer","displayFormat":"DATE9."}]"#

  private static let head =
    #"{"datasetJSONCreationDateTime":"2024-01-01T00:00:00","datasetJSONVersion":"1.1.0","itemGroupOID":"IG.ADSL","#
    + #""records":2,"name":"ADSL","label":"Subjects","# + columns

  private static let define = """
    <?xml version="1.0" encoding="UTF-8"?>
    <ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" xmlns:def="http://www.cdisc.org/ns/def/v2.1"><Study OID="S">
    <MetaDataVersion OID="M" Name="N"><ItemGroupDef OID="IG.ADSL" Name="ADSL"><ItemRef ItemOID="IT.SEX" OrderNumber="1"/>
    </ItemGroupDef><ItemDef OID="IT.SEX" Name="SEX" DataType="text" Length="1"><Description><TranslatedText>Sex
    </TranslatedText></Description><CodeListRef CodeListOID="CL.SEX"/></ItemDef><CodeList OID="CL.SEX" Name="Sex"
    DataType="text"><CodeListItem CodedValue="F" OrderNumber="1"><Decode><TranslatedText>Female</TranslatedText></Decode>
    </CodeListItem><EnumeratedItem CodedValue="M"/></CodeList></MetaDataVersion></Study></ODM>
    """

  private static let expressions = [
    "number >= 18 and category == 'T-ALL' or not flag", "integer // 3 % 4 ^ 2 - -number * 1e3",
    "category in {'T-ALL', 'MPAL'}",
    "days_between(date, date(moment)) > 30 and year(date) ~= 2021", "if_missing(number, max(integer, 0, abs(number)))",
    "starts_with(text, 'K') or is_missing(`text`) or text < \"\\x41\"",
    "round(log(exp(number))) == floor(sqrt(extreme + border))",
  ]

  /// A small file of each format that is text.
  static func seeds(of format: Format) -> [[UInt8]] {
    let texts: [String] =
      switch format {
      case .csv: [subjects, events, adsl, subjects.replacing(",", with: ";"), subjects.replacing("\n", with: "\r\n")]
      case .cbioportal: [cbioportal]
      case .datasetJSON: [head + #","rows":[["01",61,"2021-03-09"],["02",null,"2021-03"]]}"#]
      case .ndjson: [head + "}\n[\"01\",61,\"2021-03-09\"]\n[\"02\",null,null]\n"]
      case .define: [define]
      case .toml: [dictionary]
      case .folder:
        ["%%% file cohort.toml\n\(dictionary)\n%%% file subjects.csv\n\(subjects)\n%%% file ae.csv\n\(events)\n"]
      case .expression: expressions
      case .xpt, .gzip: []
      }
    return texts.map { Array($0.utf8) }
  }
}
