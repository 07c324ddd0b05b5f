import { createFinding, type Finding } from '../findings.ts'
import type { Proposal } from './proposal.ts'

/** The bureau's feeds, as the live repository lists them, have each one data set, which states its licence or null. */
export function checkFeeds({ live, proposed }: Proposal): readonly Finding[] {
  const file = `subgraphs/${proposed.name}/feeds.json`
  return live.dataSetProblems
    .filter((problem) => problem.startsWith(`${file}: `))
    .map((problem) => {
      const message = problem.slice(file.length + 2)
      const [, feed = file] = /^the feed "([^"]+)"/.exec(message) ?? []
      const place = { file, line: 1 }
      return createFinding({
        rule: 'feed-has-data-set',
        class: 'convention',
        level: 'error',
        coordinate: feed,
        place,
        message,
      })
    })
}
