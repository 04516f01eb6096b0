extension ResponseVocabulary {
  /// The vocabularies that need no declaration.
  public static let builtIn: [ResponseVocabulary] = [leukaemia, lymphoma, myeloma, recist]

  /// Acute leukaemia, in the order of the European LeukemiaNet.
  ///
  /// Response is CR, CRh, CRi, MLFS and PR, of which the first
  /// three are complete. Measurable residual disease is a variable of its own beside it.
  ///
  /// Döhner et al. (2022), *Blood* 140, 1345-1377, doi:10.1182/blood.2022016867.
  public static let leukaemia = ResponseVocabulary(
    trusted: "leukaemia", label: "ELN 2022", levels: ["CR", "CRh", "CRi", "MLFS", "PR", "NR", "PD", "NE"],
    response: ["CR", "CRh", "CRi", "MLFS", "PR"], complete: ["CR", "CRh", "CRi"], notEvaluable: ["NE"],
    progression: ["PD"],
    labels: [
      "CR": "Complete remission", "CRh": "Complete remission with partial haematologic recovery",
      "CRi": "Complete remission with incomplete haematologic recovery", "MLFS": "Morphologic leukaemia-free state",
      "PR": "Partial remission", "NR": "No response", "PD": "Progressive disease", "NE": "Not evaluable",
    ],
    spellings: [
      "CR": ["complete response"],
      "CRh": ["complete remission with partial hematologic recovery", "CR with partial hematologic recovery"],
      "CRi": [
        "CRp", "complete remission with incomplete hematologic recovery", "complete remission with incomplete recovery",
        "CR with incomplete hematologic recovery", "CR with incomplete recovery",
        "complete remission with incomplete blood count recovery", "complete remission with incomplete count recovery",
      ],
      "MLFS": ["morphologic leukemia-free state"], "PR": ["partial response"],
      "NR": ["non-response", "nonresponder", "refractory disease", "resistant disease", "treatment failure"],
      "PD": ["progression", "relapse", "relapsed disease"], "NE": notEvaluableSpellings,
    ])

  /// Lymphoma: CR and PR by the Lugano classification, with the metabolic responses of PET-CT as spellings.
  ///
  /// Cheson et al. (2014), *J Clin Oncol* 32, 3059-3068, doi:10.1200/JCO.2013.54.8800.
  public static let lymphoma = ResponseVocabulary(
    trusted: "lymphoma", label: "Lugano 2014", levels: ["CR", "PR", "SD", "PD", "NE"], response: ["CR", "PR"],
    complete: ["CR"], notEvaluable: ["NE"], progression: ["PD"], labels: solidLabels,
    spellings: [
      "CR": ["CMR", "complete metabolic response", "complete remission"],
      "PR": ["PMR", "partial metabolic response", "partial remission"], "SD": ["NMR", "no metabolic response"],
      "PD": ["PMD", "progressive metabolic disease", "progression", "relapsed disease"], "NE": notEvaluableSpellings,
    ])

  /// Multiple myeloma: response is PR or better, and complete is CR or better; minimal response is none.
  ///
  /// Kumar et al. (2016), *Lancet Oncol* 17, e328-e346, doi:10.1016/S1470-2045(16)30206-6.
  public static let myeloma = ResponseVocabulary(
    trusted: "myeloma", label: "IMWG 2016", levels: ["sCR", "CR", "VGPR", "PR", "MR", "SD", "PD", "NE"],
    response: ["sCR", "CR", "VGPR", "PR"], complete: ["sCR", "CR"], notEvaluable: ["NE"], progression: ["PD"],
    labels: solidLabels.merging([
      "sCR": "Stringent complete response", "VGPR": "Very good partial response", "MR": "Minimal response",
    ]) { _, new in new },
    spellings: [
      "CR": ["complete remission"], "PR": ["partial remission"], "MR": ["minor response"],
      "PD": ["progression", "relapsed disease"], "NE": notEvaluableSpellings,
    ])

  /// Solid tumours: CR and PR; Non-CR/Non-PD is what non-target disease alone can show in place of stable disease.
  ///
  /// Eisenhauer et al. (2009), *Eur J Cancer* 45, 228-247, doi:10.1016/j.ejca.2008.10.026.
  public static let recist = ResponseVocabulary(
    trusted: "recist", label: "RECIST 1.1", levels: ["CR", "PR", "SD", "Non-CR/Non-PD", "PD", "NE"],
    response: ["CR", "PR"], complete: ["CR"], notEvaluable: ["NE"], progression: ["PD"],
    labels: solidLabels.merging(["Non-CR/Non-PD": "Neither complete response nor progressive disease"]) { _, new in new
    },
    spellings: ["PD": ["progression"], "Non-CR/Non-PD": ["NN"], "NE": notEvaluableSpellings])

  private static let solidLabels = [
    "CR": "Complete response", "PR": "Partial response", "SD": "Stable disease", "PD": "Progressive disease",
    "NE": "Not evaluable",
  ]

  private static let notEvaluableSpellings = [
    "inevaluable", "unevaluable", "non-evaluable", "not assessable", "not assessed", "not done", "ND", "unknown", "UNK",
  ]
}
