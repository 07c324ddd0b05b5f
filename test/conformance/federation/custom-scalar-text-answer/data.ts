/** Values as the subgraph writes them. */
export const TEXTS = {
  balance: '9007199254740993',
  price: '1.10',
  huge: '1e400',
  free: '{ "id": 9007199254740993, "list": [1.0, -0, {"\\"}": [ ]}], "text": "a  b", "1": 2 }',
  rows: '[ 1.0, "1.0", null, [2.50], 3 ]',
}
