import Testing

@testable import Senses

@Suite struct PlaneTests {
  @Test func whatLiesInAPlaneKeepsItsDistances() {
    let planted = PlantedGroups(sizes: [9], spread: 1, width: 3, seed: 4).directions
    // Three channels on a sphere: drop to a circle, which is flat.
    let flat = Directions((0..<9).map { [planted.vector($0)[0], planted.vector($0)[1]] })
    let plane = Plane(flat)
    #expect(abs(plane.shares.x + plane.shares.y - 1) < 1e-6)
    #expect(plane.shares.x >= plane.shares.y)
    for i in 0..<9 {
      for j in 0..<i {
        let (a, b) = (plane.points[i], plane.points[j])
        let square = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
        #expect(abs(square - 2 * (1 - Double(flat.cosine(i, j)))) < 1e-5)
      }
    }
  }

  @Test func theOrderOfTheItemsOnlyMovesTheirPlaces() {
    let planted = PlantedGroups(sizes: [6, 5], spread: 0.5, seed: 8).directions
    let order = [10, 3, 5, 0, 9, 8, 1, 2, 7, 6, 4]
    let (plane, other) = (Plane(planted), Plane(planted[order]))
    for (new, old) in order.enumerated() {
      #expect(abs(plane.points[old].x - other.points[new].x) < 1e-6)
    }
  }

  @Test func groupsComeApart() {
    let planted = PlantedGroups(sizes: [8, 8], spread: 0.4, seed: 3)
    let x = Plane(planted.directions).points.map(\.x)
    #expect(x[..<8].max()! < x[8...].min()! || x[8...].max()! < x[..<8].min()!)
  }

  @Test func nothingToSeeIsStillAPicture() {
    #expect(Plane(Directions([])).points.isEmpty)
    #expect(Plane(Directions([[1, 2]])).points == [.init(x: 0, y: 0)])
    let same = Plane(Directions([[1, 2], [1, 2], [2, 4]]))
    #expect(same.points.allSatisfy { abs($0.x) < 1e-3 && abs($0.y) < 1e-3 })
  }
}
