import { parseArgs } from 'node:util'
import { fromRoot } from '../../../kit/root.ts'
import { TIERS } from '../../../schema/codes.ts'
import { loadDevelopmentKey } from './key.ts'
import { signDevelopmentToken } from './sign.ts'

const TOKEN_USAGE = `Makes a token for a gateway in development mode on this machine.

  npm run token -- --tier developer|partner|staff [--bureau ID] [--hotels ID,ID] [--subject NAME] [--hours 8]
`

const { values } = parseArgs({
  options: {
    tier: { type: 'string' },
    bureau: { type: 'string' },
    hotels: { type: 'string' },
    subject: { type: 'string', default: 'development' },
    hours: { type: 'string', default: '8' },
  },
})
const tier = TIERS.find((name) => name === values.tier && name !== 'public')
const hours = Number(values.hours)

if (!tier || !(hours > 0 && hours <= 24 * 30)) {
  process.stderr.write(TOKEN_USAGE)
  process.exitCode = 2
} else {
  const file = process.env.DEVELOPMENT_KEY_FILE ?? fromRoot('.development-key.json')
  const token = await signDevelopmentToken(await loadDevelopmentKey(file), {
    subject: values.subject,
    scopes: [tier, ...(values.bureau ? [`bureau:${values.bureau}`] : [])],
    hours,
    claims: {
      ...(values.hotels ? { hotels: values.hotels.split(',') } : {}),
      ...(values.bureau ? { bureaus: [values.bureau] } : {}),
    },
  })
  process.stdout.write(`${token}\n`)
}
