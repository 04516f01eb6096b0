// swift-tools-version: 6.2

import PackageDescription

// MARK: - Settings

/// The compiler keeps the layers apart: imports are internal unless said otherwise, members come only from what
/// a file imports itself, and existentials are spelled.
let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (isGate ? [.treatAllWarnings(as: .error)] : [])

let strictC: [CSetting] = isGate ? [.treatAllWarnings(as: .error)] : []

/// In the gate a warning is an error; a user with a newer compiler is not stopped by one.
var isGate: Bool { Context.environment["CI"] != nil }

// MARK: - Shorthand

extension Target {
  /// A room of the house, under `Sources/`.
  static func room(_ name: String, _ dependencies: [Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
  }

  /// A built-in analysis plugin, under `Plugins/` (not SwiftPM's own kind of plugin).
  static func analyses(_ name: String, _ further: [Dependency] = []) -> Target {
    .target(
      name: name, dependencies: ["Analyses", "Cohorts", "Statistics", .numerics] + further, path: "Plugins/\(name)",
      swiftSettings: strict)
  }

  /// The tests of a room; `TestSupport` holds what they share.
  static func tests(_ name: String, _ dependencies: [Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
      name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies, resources: resources,
      swiftSettings: strict)
  }
}

extension Target.Dependency {
  static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
  static let collections = product(name: "OrderedCollections", package: "swift-collections")
  static let crypto = product(name: "Crypto", package: "swift-crypto")
  static let numerics = product(name: "RealModule", package: "swift-numerics")
}

/// The scripts of `Scripts/` that are compiled into the binary; `ShippedScripts.swift` lists them too.
let shippedScripts = [
  "adtte_overview", "adverse_events", "crs_icans", "cumulative_incidence_relapse", "estimands_pfs", "ns7car_pooled",
  "objective_response", "overall_survival", "pfs_by_subgroup", "pfs_by_transplant", "pooled_by_trial",
  "response_by_subgroup", "swimmer", "table_one",
]

/// The pages on data that are compiled into the binary for the manual: those of `Sources/Readers/Documentation.docc`.
let documentation = ["CohortFolder", "DatasetJSON", "Formats", "UndeclaredData"]

// MARK: - The house

let package = Package(
  name: "workbench",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "workbench", targets: ["WorkbenchCLI"]),
    .library(name: "AnalysisTesting", targets: ["AnalysisTesting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
  ],
  targets: [
    // MARK: Words that every room shares
    .room("Names"),

    // MARK: Lua, behind one door
    .systemLibrary(
      name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"]), .brew(["lua@5.4"])]),
    .target(name: "CLuaShim", dependencies: ["CLua"], cSettings: strictC),
    .room("Lua", ["CLuaShim", "Names"]),
    .room("LuaSyntax", ["Names"]),

    // MARK: The worker process and its locks
    .target(name: "CSandbox", cSettings: strictC),
    .room("Sandbox", ["CSandbox"]),

    // MARK: Cohorts, mathematics, and the contract of an analysis
    .room("Cohorts", ["Names", .collections, .numerics]),
    .room("Statistics", [.numerics]),
    .room("Analyses", ["Cohorts", .collections]),
    .room("Designs", ["Analyses", "Cohorts", "Statistics"]),
    .room("Checks", ["Cohorts", .collections]),

    // MARK: In and out
    .target(name: "CReaders", cSettings: strictC),
    .room("TOML", ["Names", .collections]),
    .room("Readers", ["CReaders", "Cohorts", "TOML", .collections, .crypto]),
    .room("Terminals"),
    .room("Reports", ["Analyses", "Cohorts", "Terminals"]),
    .room("LineEditing", ["Terminals"]),

    // MARK: Built-in analyses
    .analyses("Survival", ["Designs"]),
    .analyses("Response", ["Designs"]),
    .analyses("Toxicity", [.collections]),
    .analyses("Baseline", ["Designs"]),
    .analyses("Kernels", ["Designs"]),
    .analyses("Pooling"),
    .analyses("Resampling"),

    // MARK: Plugins that people share
    .room("Packages", ["LuaSyntax", "Names", "TOML", .crypto]),

    // MARK: The host
    .room("Scripting", ["Analyses", "AnalysisTesting", "Cohorts", "Lua", "LuaSyntax", .collections]),
    .target(
      name: "Workbench",
      dependencies: [
        "Analyses", "Baseline", "Checks", "Cohorts", "Kernels", "LuaSyntax", "Names", "Packages", "Pooling", "Readers",
        "Reports", "Resampling", "Response", "Sandbox", "Scripting", "Survival", "TOML", "Terminals", "Toxicity",
        .collections, .crypto,
      ],
      exclude: ["Scripts/meta", "Scripts/plugins"],
      resources: (shippedScripts.map { "Scripts/\($0).lua" } + documentation.map { "Formats/\($0).md" }
        + ["Sharing/Plugins.md"])
        .map { .embedInCode($0) },
      swiftSettings: strict),
    .executableTarget(
      name: "WorkbenchCLI",
      dependencies: [
        "Workbench", "Analyses", "Checks", "Cohorts", "LineEditing", "Names", "Packages", "Readers", "Reports",
        "Scripting", "TOML", .argumentParser,
      ],
      swiftSettings: strict),
    .room("AnalysisTesting", ["Analyses", "Cohorts", .collections]),

    // MARK: Tests
    .target(name: "TestDraws", path: "Tests/TestDraws", swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Analyses", "Cohorts"], path: "Tests/TestSupport", swiftSettings: strict),
    .executableTarget(
      name: "WorkbenchBenchmarks",
      dependencies: [
        "Analyses", "Cohorts", "Readers", "Scripting", "Survival", "TestDraws", "Toxicity", "Workbench", .collections,
      ],
      path: "Tests/PerformanceTests", exclude: ["yardstick.R", "yardstick.py"], swiftSettings: strict),
    .executableTarget(
      name: "ReaderFuzz", dependencies: ["Cohorts", "Readers", "TestDraws", .collections], path: "Tests/ReaderFuzz",
      swiftSettings: strict),
    .tests("Lua"),
    .tests("LuaSyntax", ["Lua"]),
    .executableTarget(
      name: "SandboxTestChild", dependencies: ["Sandbox"], path: "Tests/SandboxTestChild", swiftSettings: strict),
    .tests("Sandbox", ["SandboxTestChild"]),
    .tests("Cohorts", [.collections]),
    .tests("Checks", ["Cohorts", .collections]),
    .tests("Statistics", resources: [.copy("Reference")]),
    .tests("Analyses", ["AnalysisTesting", "Cohorts", .collections]),
    .tests("TOML", [.collections]),
    .tests("Packages", ["Names", "TOML"]),
    .tests("Readers", ["CReaders", "Cohorts", "TOML", .collections], resources: [.copy("Fixtures")]),
    .tests("Terminals"),
    .tests("LineEditing"),
    .tests("Reports", ["Analyses", "Cohorts", "Terminals"], resources: [.copy("Snapshots")]),
    .tests(
      "Survival", ["Analyses", "AnalysisTesting", "Cohorts", "Statistics", .collections],
      resources: [.copy("Reference")]),
    .tests(
      "Response", ["Analyses", "AnalysisTesting", "Cohorts", "Statistics", .collections],
      resources: [.copy("Reference")]),
    .tests(
      "Toxicity", ["Analyses", "AnalysisTesting", "Cohorts", "Statistics", "Survival", "TestDraws", .collections]),
    .tests("Baseline", ["Analyses", "AnalysisTesting", "Cohorts", "Statistics", .collections]),
    .tests("Kernels", ["Analyses", "AnalysisTesting", "Cohorts", "Scripting", "Statistics", .collections]),
    .tests("Pooling", ["Analyses", "AnalysisTesting", "Cohorts", "Statistics", "Survival", .collections]),
    .tests("Resampling", ["Analyses", "AnalysisTesting", "Cohorts", "Survival", .collections]),
    .tests(
      "Scripting",
      [
        "Analyses", "Baseline", "Cohorts", "Kernels", "Lua", "Pooling", "Resampling", "Response", "Survival",
        "Toxicity",
        .collections,
      ]),
    .tests(
      "Workbench",
      ["Analyses", "Cohorts", "Names", "Packages", "Readers", "Reports", "Scripting", "WorkbenchCLI", .collections],
      resources: [.copy("Published"), .copy("Cohorts"), .copy("Hostile")]),
    .testTarget(
      name: "DocumentationTests", dependencies: ["WorkbenchCLI", "TestSupport"], swiftSettings: strict),
  ]
)
