/// The scripts of `Scripts/`, compiled into the binary so that they run from any folder.
enum ShippedScripts {
  /// The scripts, by name.
  static let all: [ScriptLibrary.Script] = [
    script("adtte_overview.lua", PackageResources.adtte_overview_lua),
    script("adverse_events.lua", PackageResources.adverse_events_lua),
    script("crs_icans.lua", PackageResources.crs_icans_lua),
    script("cumulative_incidence_relapse.lua", PackageResources.cumulative_incidence_relapse_lua),
    script("estimands_pfs.lua", PackageResources.estimands_pfs_lua),
    script("ns7car_pooled.lua", PackageResources.ns7car_pooled_lua),
    script("objective_response.lua", PackageResources.objective_response_lua),
    script("overall_survival.lua", PackageResources.overall_survival_lua),
    script("pfs_by_subgroup.lua", PackageResources.pfs_by_subgroup_lua),
    script("pfs_by_transplant.lua", PackageResources.pfs_by_transplant_lua),
    script("pooled_by_trial.lua", PackageResources.pooled_by_trial_lua),
    script("response_by_subgroup.lua", PackageResources.response_by_subgroup_lua),
    script("swimmer.lua", PackageResources.swimmer_lua),
    script("table_one.lua", PackageResources.table_one_lua),
  ]

  private static func script(_ name: String, _ bytes: [UInt8]) -> ScriptLibrary.Script {
    ScriptLibrary.Script(name: name, source: String(decoding: bytes, as: UTF8.self), folder: nil)
  }
}
