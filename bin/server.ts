import { serve } from '../src/serve.ts'
import { startServer } from '../src/start-server.ts'

process.exit(await startServer(process.env, serve, (line) => process.stderr.write(`${line}\n`)))
