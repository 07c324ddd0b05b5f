/** One fault, what a client saw of it when it was tried, and the test that tries it. */
export interface Fault {
  readonly what: string
  readonly seen: string
  readonly file: string
  /** The test's name as it stands in its file. */
  readonly test: string
}

const SUBGRAPHS = 'test/faults/subgraphs.test.ts'
const PROCESSES = 'test/faults/processes.test.ts'
const REDIS = 'test/cache/redis.test.ts'
const TOKENS = 'gateway/access/token/token.test.ts'

export const FAULTS: readonly Fault[] = [
  {
    what: 'a subgraph answers no JSON, an error page, another shape, too few entities, or not in time',
    seen: '200; its fields are null with `SUBGRAPH_MALFORMED`, `SUBGRAPH_UNREACHABLE` or `SUBGRAPH_TIMEOUT`, the rest is there',
    file: SUBGRAPHS,
    test: 'when it %s',
  },
  {
    what: 'a subgraph is down, and comes back',
    seen: '200; its fields are null with `SUBGRAPH_UNREACHABLE`, and there again by the first request after it is back',
    file: SUBGRAPHS,
    test: 'when it is down at the start, and comes back by itself',
  },
  {
    what: 'a subgraph has no address',
    seen: '200; its fields are null, the message says that it has none',
    file: SUBGRAPHS,
    test: 'when it has no address',
  },
  {
    what: 'the process of a subgraph is frozen (SIGSTOP), and goes on',
    seen: '200; its fields are null with `SUBGRAPH_TIMEOUT` after the deadline, and there again when it goes on',
    file: PROCESSES,
    test: 'that is frozen costs its own fields, and answers again when it goes on',
  },
  {
    what: 'Redis is away at the start, and comes back',
    seen: 'whole answers, from each gateway by itself',
    file: REDIS,
    test: 'answer without it, and use it when it comes back',
  },
  {
    what: 'Redis is lost between two requests',
    seen: 'whole answers',
    file: REDIS,
    test: 'answer when it is lost between two requests',
  },
  {
    what: 'Redis stands still',
    seen: 'whole answers; one request is later by `REDIS_BUDGET_MS`',
    file: REDIS,
    test: 'lose the read budget once and no more when it stands still',
  },
  {
    what: 'Redis is full',
    seen: 'whole answers; invalidation works',
    file: REDIS,
    test: 'go on when its memory is full',
  },
  {
    what: 'Redis was restarted empty',
    seen: 'whole answers, of now',
    file: REDIS,
    test: 'answer when it was restarted empty',
  },
  {
    what: 'Redis holds garbage, or values under the keys of others',
    seen: 'right answers: each is a miss',
    file: REDIS,
    test: 'take what lies under the key of something else for nothing',
  },
  {
    what: 'Redis refuses: no password, a wrong one, no memory, a replica',
    seen: 'whole answers; the log names `NOAUTH`, `WRONGPASS`, `OOM`, `READONLY`',
    file: 'test/cache/refusals.test.ts',
    test: 'by %s',
  },
  {
    what: "the audit trail's disk is full, with `AUDIT_ON_FAILURE=continue`",
    seen: 'whole answers; the log has an error',
    file: 'test/trust/audit.test.ts',
    test: 'answers all the same by default',
  },
  {
    what: "the audit trail's disk is full, with `refuse`",
    seen: '503 `AUDIT_UNAVAILABLE` for what is protected, the first request too; `/health/ready` is 503 with the reason',
    file: PROCESSES,
    test: 'on a full disk makes a gateway that refuses unready, with the reason',
  },
  {
    what: 'the audit file is removed or renamed while it is open',
    seen: 'with `refuse` 503 `AUDIT_UNAVAILABLE` until it is opened anew, 4 s later; the log says so, and the new file tells of the gap',
    file: 'gateway/audit/fileStore.test.ts',
    test: 'goes on in a file that is there when the open one %s, and tells of the gap',
  },
  {
    what: 'a second process has the same audit file',
    seen: 'nothing of it: it ends with 2 and names the first',
    file: PROCESSES,
    test: 'of another process keeps a second one from starting, which says whose it is',
  },
  {
    what: 'a gateway is killed (SIGKILL)',
    seen: 'requests under way are cut; the next process takes the audit file over, with each line of what was answered under `refuse`',
    file: PROCESSES,
    test: 'of a process that was killed is gone on with by the next one, with all that was answered',
  },
  {
    what: 'the clock is set back by an hour',
    seen: 'tokens are checked anew, by keys that are read anew',
    file: TOKENS,
    test: 'are read anew when the clock is set back, and no verdict outlives that',
  },
  {
    what: 'the clock is set forward',
    seen: '401 for a token that has then expired, however often it was believed',
    file: TOKENS,
    test: 'is refused once it has expired, however often it was believed before',
  },
  {
    what: 'an issuer of tokens answers 503, once or for long',
    seen: '503 `KEYS_UNAVAILABLE` where its keys were never read, for half a second; else whole answers for an hour',
    file: TOKENS,
    test: 'cost one refusal where their issuer fails once',
  },
  {
    what: 'no descriptors are left (`ulimit -n`)',
    seen: 'new connections are reset; answers again when some are closed',
    file: PROCESSES,
    test: 'that has no descriptors left resets new connections, and answers when some are closed',
  },
  {
    what: 'a new supergraph is faulty, half written or gone',
    seen: 'answers by the version before; `/status.json` counts it',
    file: 'test/faults/supergraph.test.ts',
    test: 'GET /status.json tells which version is served, and of a refused one the step but not the reason',
  },
  {
    what: 'a registry does not answer, at the start or later',
    seen: 'answers by its last good release; one line in the log says so',
    file: 'test/registry/source.test.ts',
    test: 'takes each release of a higher number, and keeps it for the next process',
  },
  {
    what: 'a registry gives a release with a broken signature, or with a lower number',
    seen: 'answers by the version before; `/status.json` counts it',
    file: 'test/registry/source.test.ts',
    test: 'refuses one with %s, says so once, and stays',
  },
  {
    what: 'a registry is killed while it publishes',
    seen: 'answers by the release before or by the new one, and by nothing in between',
    file: 'test/registry/follow.long.test.ts',
    test: 'has published all of it or nothing',
  },
  {
    what: 'the supergraph is swapped under a request',
    seen: 'its answer, by the version with which it began',
    file: 'test/faults/supergraph.test.ts',
    test: 'is admitted and planned by it after the swap',
  },
  {
    what: 'SIGTERM under requests',
    seen: 'answers to all that are under way; a prober sees 503, then a listener that is closed',
    file: 'kit/serve.test.ts',
    test: 'is unready first, then takes no connections, and answers for the last time on those that there are',
  },
  {
    what: 'gateways and subgraphs behind nginx are restarted in turn under load',
    seen: 'whole answers to all',
    file: 'test/faults/rollingRestart.long.test.ts',
    test: 'loses no request while gateways and subgraphs are restarted in turn',
  },
  {
    what: 'a second signal',
    seen: 'requests under way are cut; the process ends with 1',
    file: PROCESSES,
    test: 'ends at once by a second signal, with the requests that it waited for',
  },
  {
    what: 'clients hang up',
    seen: 'nothing by others: the calls for them alone end, and nothing is logged',
    file: 'test/faults/hangUp.test.ts',
    test: 'ends no call that somebody else waits for',
  },
]
