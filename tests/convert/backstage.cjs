// Reads entities as a list in JSON, and says of each what Backstage's own validator finds wrong.
const model = require(process.argv[2]);
const entities = JSON.parse(require("fs").readFileSync(0, "utf8"));
const policy = model.EntityPolicies.allOf([
  new model.SchemaValidEntityPolicy(),
  new model.NoForeignRootFieldsEntityPolicy(),
  new model.FieldFormatEntityPolicy(),
]);
const validators = {
  Group: model.groupEntityV1alpha1Validator,
  User: model.userEntityV1alpha1Validator,
};
const wrong = async (entity) => {
  try {
    await policy.enforce(entity);
    const validator = validators[entity.kind];
    return validator && (await validator.check(entity)) ? null : `no ${entity.kind}`;
  } catch (error) {
    return String(error.message);
  }
};
Promise.all(entities.map(wrong)).then((found) => console.log(JSON.stringify(found)));
