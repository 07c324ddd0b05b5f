import { importBuilt } from '../../kit/built.mjs'
import { announce, readSetting } from '../../kit/setting.mjs'

/** What `npm start` runs, on a free port and without its greeting. Nobody sets NODE_ENV for that. */
delete process.env.NODE_ENV
const [{ startAllInOne }, { createLog }] = await Promise.all([
  importBuilt('gateway/allInOne'),
  importBuilt('kit/log'),
])
const environment = { PORT: '0', ...readSetting() }
const { url } = await startAllInOne(environment, {
  clock: () => new Date(),
  random: Math.random,
  log: createLog('bench', 'error'),
})
announce({ url: `${url}/graphql` })
