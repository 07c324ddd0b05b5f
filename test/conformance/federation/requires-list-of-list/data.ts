export const boards = [{ id: 'b1', rows: [[{ n: 1 }, { n: 2 }], [], [{ n: 3 }]], marks: [[1, 2], [3]] }]
