/**
 * How long a subgraph waits before it answers: its own latency, or that of the slowest field that the request names,
 * as in `{ users: 20, 'users.name': 90 }`.
 * @param {Readonly<Record<string, number>> | undefined} latencies in milliseconds
 * @param {string} subgraph
 * @param {string} request
 */
export function findLatency(latencies, subgraph, request) {
  if (!latencies) return 0
  const waits = Object.entries(latencies).filter(([place]) => {
    const [name, field] = place.split('.')
    return name === subgraph && (field === undefined || request.includes(field))
  })
  return Math.max(0, ...waits.map(([, wait]) => wait))
}
