extension [Int] {
  /// Of more places than an eye can tell apart so many, evenly, the first and the last among them: what a figure carries.
  var thinnedForFigure: [Int] {
    let most = 4000
    return count <= most ? self : (0..<most).map { self[$0 * (count - 1) / (most - 1)] }
  }
}
