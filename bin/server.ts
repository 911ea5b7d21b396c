import { logForm } from '../src/config.ts'
import { logTo } from '../src/platform/log.ts'
import { serve } from '../src/serve.ts'
import { startServer } from '../src/start-server.ts'

process.exit(
  await startServer(
    process.env,
    serve,
    logTo(logForm(process.env), (line) => process.stderr.write(`${line}\n`)),
  ),
)
