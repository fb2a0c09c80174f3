#!/usr/bin/env node
// Plays what AWS's managed runtime does with a Node.js function, and knows nothing of signals.

const runtime = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const [module, name] = process.env._HANDLER.split(".");
const { [name]: handler } = await import(`${process.env.LAMBDA_TASK_ROOT}/${module}.mjs`);

for (;;) {
  const event = await fetch(`${runtime}/invocation/next`);
  const requestId = event.headers.get("Lambda-Runtime-Aws-Request-Id");
  const body = JSON.stringify(await handler(await event.json()));
  await fetch(`${runtime}/invocation/${requestId}/response`, { method: "POST", body });
}
