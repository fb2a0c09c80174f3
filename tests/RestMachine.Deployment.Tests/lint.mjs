// node lint.mjs OUTPUT TEMPLATE...   cdk-nag's rules over synthesized templates; OUTPUT/validation-report.json has the findings.
import { App, DefaultStackSynthesizer, Stack, Validations } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { basename } from 'node:path';

const [outdir, ...templates] = process.argv.slice(2);
const app = new App({ outdir });
for (const templateFile of templates) {
  // The templates bring the rule about the bootstrap's version along.
  const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
  const stack = new Stack(app, basename(templateFile).split('.')[0], { synthesizer });
  new CfnInclude(stack, 'Template', { templateFile });
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
app.synth();
