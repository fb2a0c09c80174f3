// Greets, and writes down whom it greeted before Lambda ends the environment.

const greeted = [];

export const handler = async (event) => {
  const name = event.name ?? "world";
  greeted.push(name);
  return { greeting: `Hello ${name}` };
};

process.on("SIGTERM", () => {
  console.log(`[Node.js] Greeted before the end: ${greeted.join(", ")}`);
  process.exit(0);
});
