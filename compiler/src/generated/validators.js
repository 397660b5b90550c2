// Made by `npm run generate`. Do not edit.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: !0 });
    function ucs2length(str) {
      let len = str.length, length = 0, pos = 0, value;
      for (; pos < len; )
        length++, value = str.charCodeAt(pos++), value >= 55296 && value <= 56319 && pos < len && (value = str.charCodeAt(pos), (value & 64512) === 56320 && pos++);
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// <stdin>
var platform = validate20, schema31 = { type: "object", description: "An application: what it needs from AWS, described once. What differs per environment stands in environments/<name>.yaml.", additionalProperties: !1, properties: { app: { type: "string", description: "Name of the application. The names of its stacks, repositories and log groups begin with it.", pattern: "^[a-z][a-z0-9-]{0,18}[a-z0-9]$", examples: ["demo-app"] }, region: { type: "string", description: "AWS Region to deploy to. An environment may name another one.", pattern: "^[a-z]{2}(-[a-z]+)+-[0-9]$", examples: ["us-east-1", "eu-central-1"] }, defaultEnvironment: { type: "string", description: "The environment that reading commands take where --env is not given.", pattern: "^[a-z][a-z0-9-]{0,19}$", default: "dev", examples: ["staging"] }, services: { type: "object", description: "The services of the application by name. Each gets a stack of its own.", default: {}, examples: [{ api: { build: "./service", port: 8080 } }], propertyNames: { pattern: "^[a-z][a-z0-9-]{0,18}[a-z0-9]$" }, additionalProperties: { type: "object", description: "One containerised service on ECS Fargate.", examples: [{ type: "web", build: "./service", port: 8080, routes: ["/*"] }], additionalProperties: !1, properties: { type: { type: "string", description: "What kind of service: `web` answers HTTP behind the load balancer.", enum: ["web"], default: "web", examples: ["web"] }, build: { type: ["string", "object"], description: "Where its image is built from: the folder of the service with a Dockerfile, or the build's context, Dockerfile, arguments and target stage.", minLength: 1, examples: ["./service", { context: ".", dockerfile: "service/Dockerfile" }], additionalProperties: !1, properties: { context: { type: "string", description: "The folder that the build sees, relative to platform.yaml.", minLength: 1, default: ".", examples: ["./service"] }, dockerfile: { type: "string", description: "The Dockerfile, relative to platform.yaml. Without it: Dockerfile in the context.", minLength: 1, examples: ["service/Dockerfile"] }, args: { type: "object", description: "Build arguments (ARG). They are visible in the image's history: never put a secret here.", default: {}, examples: [{ NODE_VERSION: "24" }], propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, additionalProperties: { type: "string", description: "Value of the build argument.", examples: ["24"] } }, target: { type: "string", description: "The stage of the Dockerfile to build. Without it: the last one.", minLength: 1, examples: ["runtime"] } } }, image: { type: "string", description: "An image that is not built here, by digest.", pattern: "^[a-z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}$", examples: ["registry.example.com/team/app@sha256:0000000000000000000000000000000000000000000000000000000000000000"] }, port: { type: "integer", description: "The port on which the container listens. It gets it as PORT.", minimum: 1, maximum: 65535, default: 8080, examples: [3e3] }, cpu: { type: ["integer", "string"], description: "CPU of a task, in CPU units (1024 are one vCPU) or as vCPU.", pattern: "^[0-9]+(\\.[0-9]+)? ?vCPU$", default: 256, examples: [512, "0.5 vCPU"] }, memory: { type: ["integer", "string"], description: "Memory of a task, in MiB or with a unit. Fargate offers fixed pairs of CPU and memory.", pattern: "^[0-9]+(\\.[0-9]+)? ?(MB|GB)$", default: 512, examples: [1024, "1 GB"] }, routes: { type: "array", description: "Path patterns of the load balancer that lead to this service; `*` stands for any run of characters, `?` for one.", minItems: 1, maxItems: 5, uniqueItems: !0, items: { type: "string", description: "A path pattern.", pattern: `^/[A-Za-z0-9_.$/~"'@:+&?*-]{0,127}$`, examples: ["/api/*"] }, default: ["/*"], examples: [["/api/*", "/v2/*"]] }, health: { type: "object", description: "The health check of the load balancer.", default: {}, examples: [{ path: "/health", interval: "30s", timeout: "5s" }], additionalProperties: !1, properties: { path: { type: "string", description: "The path that answers 200 while the service is healthy.", pattern: "^/[!-~]{0,1023}$", default: "/health", examples: ["/ready"] }, interval: { type: "string", description: "Time from one check to the next: 5 to 300 seconds on AWS.", pattern: "^[0-9]+(s|m|h)$", default: "30s", examples: ["10s"] }, timeout: { type: "string", description: "How long an answer may take: 2 to 120 seconds on AWS, and less than the interval.", pattern: "^[0-9]+(s|m|h)$", default: "5s", examples: ["3s"] }, healthyThreshold: { type: "integer", description: "Checks in a row that bring an unhealthy target back.", minimum: 2, maximum: 10, default: 2, examples: [3] }, unhealthyThreshold: { type: "integer", description: "Failed checks in a row that make a target unhealthy.", minimum: 2, maximum: 10, default: 3, examples: [2] }, gracePeriod: { type: "string", description: "How long after its start a task may fail health checks.", pattern: "^[0-9]+(s|m|h)$", default: "60s", examples: ["2m"] }, command: { type: "array", description: "Command of the container's own health check, run inside it: exit 0 means healthy. Without it the load balancer alone decides.", minItems: 1, items: { type: "string", description: "The program or one of its arguments.", examples: ["node"] }, examples: [["node", "service/dist/healthcheck.js"]] } } }, deregistrationDelay: { type: "string", description: "How long the load balancer lets open requests of a leaving task finish.", pattern: "^[0-9]+(s|m|h)$", default: "30s", examples: ["10s"] }, stopTimeout: { type: "string", description: "Time from SIGTERM to SIGKILL, 2 to 120 seconds.", pattern: "^[0-9]+(s|m|h)$", default: "30s", examples: ["60s"] }, user: { type: "string", description: "User, or user:group, that the container runs as; never root.", pattern: "^(?!(root|0+)(:|$))[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$", default: "1000:1000", examples: ["node"] }, environment: { type: "object", description: "Environment variables of the container. Not for secrets: everybody who may read the task definition sees them.", default: {}, examples: [{ LOG_LEVEL: "info" }], propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, additionalProperties: { type: ["string", "number", "boolean"], description: "Value of the variable; numbers and switches become text.", examples: ["info"] } }, secrets: { type: "object", description: "Environment variables whose values ECS reads at start: `ssm:/path` from Parameter Store, or the full ARN of a secret in Secrets Manager.", default: {}, examples: [{ DB_PASSWORD: "ssm:/demo-app/prod/db-password" }], propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, additionalProperties: { type: "string", description: "Where the value is kept; never the value itself.", pattern: "^(ssm:/?[A-Za-z0-9_.${}/-]+|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9_.${}/+=@-]+)$", examples: ["ssm:/demo-app/prod/db-password"] } }, logs: { type: "object", description: "The log group of the service.", default: {}, examples: [{ retentionDays: 30 }], additionalProperties: !1, properties: { retentionDays: { type: "integer", description: "How many days log events are kept.", enum: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], default: 14, examples: [30] } } }, deployment: { type: "object", description: "How a new version takes the place of the old one.", default: {}, examples: [{ minimumHealthyPercent: 100, maximumPercent: 200 }], additionalProperties: !1, properties: { minimumHealthyPercent: { type: "integer", description: "Share of the desired tasks that stay healthy while a new version rolls out.", minimum: 0, maximum: 100, default: 100, examples: [50] }, maximumPercent: { type: "integer", description: "Share of the desired tasks that may run while a new version rolls out.", minimum: 100, maximum: 200, default: 200, examples: [150] }, timeout: { type: "string", description: "How long a rollout may take before it is cancelled and rolled back.", pattern: "^[0-9]+(s|m|h)$", default: "15m", examples: ["30m"] } } }, scaling: { type: "object", description: "How many tasks run: target tracking on CPU and memory between a minimum and a maximum.", default: {}, examples: [{ min: 2, max: 8, cpu: 60 }], additionalProperties: !1, properties: { min: { type: "integer", description: "The number of tasks that always run.", minimum: 0, maximum: 1e3, default: 1, examples: [2] }, max: { type: "integer", description: "The number of tasks that scaling does not go beyond.", minimum: 1, maximum: 1e3, default: 4, examples: [10] }, cpu: { type: "integer", description: "Target for the average CPU utilisation of the service, in percent.", minimum: 1, maximum: 100, default: 70, examples: [60] }, memory: { type: "integer", description: "Target for the average memory utilisation of the service, in percent.", minimum: 1, maximum: 100, default: 80, examples: [75] }, outCooldown: { type: "string", description: "How long to wait after scaling out before scaling out again.", pattern: "^[0-9]+(s|m|h)$", default: "60s", examples: ["30s"] }, inCooldown: { type: "string", description: "How long to wait after scaling in before scaling in again.", pattern: "^[0-9]+(s|m|h)$", default: "5m", examples: ["10m"] } } } } } }, cluster: { type: "object", description: "The ECS cluster of an environment.", default: {}, examples: [{ containerInsights: !0, capacity: "spot" }], additionalProperties: !1, properties: { containerInsights: { type: "boolean", description: "Collect CloudWatch Container Insights metrics of the cluster, its services and tasks.", default: !0, examples: [!1] }, capacity: { type: "string", description: "Where tasks run: Fargate on demand, or Fargate Spot, which is cheaper and may stop a task with two minutes of warning.", enum: ["on-demand", "spot"], default: "on-demand", examples: ["spot"] } } }, loadBalancer: { type: "object", description: "The Application Load Balancer in front of the web services.", default: {}, examples: [{ deletionProtection: !0, idleTimeout: "60s" }], additionalProperties: !1, properties: { deletionProtection: { type: "boolean", description: "Refuse to delete the load balancer, and so the stack that holds it.", default: !1, examples: [!0] }, idleTimeout: { type: "string", description: "How long a connection may be silent before the load balancer closes it, 1 to 4000 seconds.", pattern: "^[0-9]+(s|m|h)$", default: "60s", examples: ["2m"] } } }, network: { type: "object", description: "The VPC: one public and one private subnet in each zone.", default: {}, examples: [{ cidr: "10.0.0.0/16", zones: 2, nat: "single" }], additionalProperties: !1, properties: { cidr: { type: "string", description: "IPv4 block of the VPC, /16 to /24. The subnets are computed from it.", pattern: "^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}$", default: "10.0.0.0/16", examples: ["10.20.0.0/16"] }, zones: { type: "integer", description: "Number of availability zones. A load balancer needs two.", minimum: 2, maximum: 3, default: 2, examples: [3] }, nat: { type: "string", description: "How tasks in the private subnets reach the Internet: a NAT gateway per zone, a single one for all zones (cheaper, and gone with its zone), or none.", enum: ["per-zone", "single", "none"], default: "per-zone", examples: ["single"] } } }, registry: { type: "object", description: "The ECR repositories, one per service that is built.", default: {}, examples: [{ scanOnPush: !0, immutableTags: !0, keep: 10 }], additionalProperties: !1, properties: { scanOnPush: { type: "boolean", description: "Scan each image for known vulnerabilities when it is pushed.", default: !0, examples: [!1] }, immutableTags: { type: "boolean", description: "Refuse to move a tag from one image to another.", default: !0, examples: [!0] }, keep: { type: "integer", description: "How many images that were never deployed are kept. Untagged ones go after a day; deployed ones are kept apart.", minimum: 1, maximum: 1e3, default: 10, examples: [30] } } } }, $id: "platform" }, pattern4 = new RegExp("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", "u"), pattern5 = new RegExp("^[a-z]{2}(-[a-z]+)+-[0-9]$", "u"), pattern6 = new RegExp("^[a-z][a-z0-9-]{0,19}$", "u"), pattern8 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u"), pattern9 = new RegExp("^[a-z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}$", "u"), pattern10 = new RegExp("^[0-9]+(\\.[0-9]+)? ?vCPU$", "u"), pattern11 = new RegExp("^[0-9]+(\\.[0-9]+)? ?(MB|GB)$", "u"), pattern12 = new RegExp(`^/[A-Za-z0-9_.$/~"'@:+&?*-]{0,127}$`, "u"), pattern13 = new RegExp("^/[!-~]{0,1023}$", "u"), pattern14 = new RegExp("^[0-9]+(s|m|h)$", "u"), pattern19 = new RegExp("^(?!(root|0+)(:|$))[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$", "u"), pattern22 = new RegExp("^(ssm:/?[A-Za-z0-9_.${}/-]+|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9_.${}/+=@-]+)$", "u"), pattern27 = new RegExp("^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}$", "u"), func1 = Object.prototype.hasOwnProperty, func2 = require_ucs2length().default;
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate20.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data)
      if (!(key0 === "app" || key0 === "region" || key0 === "defaultEnvironment" || key0 === "services" || key0 === "cluster" || key0 === "loadBalancer" || key0 === "network" || key0 === "registry")) {
        let err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
    if (data.app !== void 0) {
      let data0 = data.app;
      if (typeof data0 == "string") {
        if (!pattern4.test(data0)) {
          let err1 = { instancePath: instancePath + "/app", schemaPath: "#/properties/app/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{0,18}[a-z0-9]$" }, message: 'must match pattern "^[a-z][a-z0-9-]{0,18}[a-z0-9]$"' };
          vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
        }
      } else {
        let err2 = { instancePath: instancePath + "/app", schemaPath: "#/properties/app/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
    if (data.region !== void 0) {
      let data1 = data.region;
      if (typeof data1 == "string") {
        if (!pattern5.test(data1)) {
          let err3 = { instancePath: instancePath + "/region", schemaPath: "#/properties/region/pattern", keyword: "pattern", params: { pattern: "^[a-z]{2}(-[a-z]+)+-[0-9]$" }, message: 'must match pattern "^[a-z]{2}(-[a-z]+)+-[0-9]$"' };
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
      } else {
        let err4 = { instancePath: instancePath + "/region", schemaPath: "#/properties/region/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
    }
    if (data.defaultEnvironment !== void 0) {
      let data2 = data.defaultEnvironment;
      if (typeof data2 == "string") {
        if (!pattern6.test(data2)) {
          let err5 = { instancePath: instancePath + "/defaultEnvironment", schemaPath: "#/properties/defaultEnvironment/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{0,19}$" }, message: 'must match pattern "^[a-z][a-z0-9-]{0,19}$"' };
          vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
        }
      } else {
        let err6 = { instancePath: instancePath + "/defaultEnvironment", schemaPath: "#/properties/defaultEnvironment/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
    }
    if (data.services !== void 0) {
      let data3 = data.services;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (let key1 in data3) {
          let _errs10 = errors;
          if (typeof key1 == "string" && !pattern4.test(key1)) {
            let err7 = { instancePath: instancePath + "/services", schemaPath: "#/properties/services/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{0,18}[a-z0-9]$" }, message: 'must match pattern "^[a-z][a-z0-9-]{0,18}[a-z0-9]$"', propertyName: key1 };
            vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
          }
          var valid1 = _errs10 === errors;
          if (!valid1) {
            let err8 = { instancePath: instancePath + "/services", schemaPath: "#/properties/services/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid" };
            vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
          }
        }
        for (let key2 in data3) {
          let data4 = data3[key2];
          if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
            for (let key3 in data4)
              if (!func1.call(schema31.properties.services.additionalProperties.properties, key3)) {
                let err9 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties" };
                vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
              }
            if (data4.type !== void 0) {
              let data5 = data4.type;
              if (typeof data5 != "string") {
                let err10 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/type", schemaPath: "#/properties/services/additionalProperties/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
              }
              if (data5 !== "web") {
                let err11 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/type", schemaPath: "#/properties/services/additionalProperties/properties/type/enum", keyword: "enum", params: { allowedValues: schema31.properties.services.additionalProperties.properties.type.enum }, message: "must be equal to one of the allowed values" };
                vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
              }
            }
            if (data4.build !== void 0) {
              let data6 = data4.build;
              if (typeof data6 != "string" && !(data6 && typeof data6 == "object" && !Array.isArray(data6))) {
                let err12 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build", schemaPath: "#/properties/services/additionalProperties/properties/build/type", keyword: "type", params: { type: schema31.properties.services.additionalProperties.properties.build.type }, message: "must be string,object" };
                vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
              }
              if (typeof data6 == "string" && func2(data6) < 1) {
                let err13 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build", schemaPath: "#/properties/services/additionalProperties/properties/build/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
              }
              if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
                for (let key4 in data6)
                  if (!(key4 === "context" || key4 === "dockerfile" || key4 === "args" || key4 === "target")) {
                    let err14 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build", schemaPath: "#/properties/services/additionalProperties/properties/build/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
                  }
                if (data6.context !== void 0) {
                  let data7 = data6.context;
                  if (typeof data7 == "string") {
                    if (func2(data7) < 1) {
                      let err15 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/context", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/context/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
                    }
                  } else {
                    let err16 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/context", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/context/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                  }
                }
                if (data6.dockerfile !== void 0) {
                  let data8 = data6.dockerfile;
                  if (typeof data8 == "string") {
                    if (func2(data8) < 1) {
                      let err17 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/dockerfile", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/dockerfile/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                    }
                  } else {
                    let err18 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/dockerfile", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/dockerfile/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                  }
                }
                if (data6.args !== void 0) {
                  let data9 = data6.args;
                  if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
                    for (let key5 in data9) {
                      let _errs26 = errors;
                      if (typeof key5 == "string" && !pattern8.test(key5)) {
                        let err19 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/args", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/args/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', propertyName: key5 };
                        vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                      }
                      var valid5 = _errs26 === errors;
                      if (!valid5) {
                        let err20 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/args", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/args/propertyNames", keyword: "propertyNames", params: { propertyName: key5 }, message: "property name must be valid" };
                        vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
                      }
                    }
                    for (let key6 in data9)
                      if (typeof data9[key6] != "string") {
                        let err21 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/args/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/properties/build/properties/args/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                      }
                  } else {
                    let err22 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/args", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/args/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                    vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
                  }
                }
                if (data6.target !== void 0) {
                  let data11 = data6.target;
                  if (typeof data11 == "string") {
                    if (func2(data11) < 1) {
                      let err23 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/target", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/target/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
                    }
                  } else {
                    let err24 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/target", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/target/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
                  }
                }
              }
            }
            if (data4.image !== void 0) {
              let data12 = data4.image;
              if (typeof data12 == "string") {
                if (!pattern9.test(data12)) {
                  let err25 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/image", schemaPath: "#/properties/services/additionalProperties/properties/image/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^[a-z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}$"' };
                  vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
                }
              } else {
                let err26 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/image", schemaPath: "#/properties/services/additionalProperties/properties/image/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
              }
            }
            if (data4.port !== void 0) {
              let data13 = data4.port;
              if (!(typeof data13 == "number" && !(data13 % 1) && !isNaN(data13) && isFinite(data13))) {
                let err27 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/port", schemaPath: "#/properties/services/additionalProperties/properties/port/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
              }
              if (typeof data13 == "number" && isFinite(data13)) {
                if (data13 > 65535 || isNaN(data13)) {
                  let err28 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/port", schemaPath: "#/properties/services/additionalProperties/properties/port/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65535 }, message: "must be <= 65535" };
                  vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
                }
                if (data13 < 1 || isNaN(data13)) {
                  let err29 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/port", schemaPath: "#/properties/services/additionalProperties/properties/port/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
                }
              }
            }
            if (data4.cpu !== void 0) {
              let data14 = data4.cpu;
              if (!(typeof data14 == "number" && !(data14 % 1) && !isNaN(data14) && isFinite(data14)) && typeof data14 != "string") {
                let err30 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/cpu", schemaPath: "#/properties/services/additionalProperties/properties/cpu/type", keyword: "type", params: { type: schema31.properties.services.additionalProperties.properties.cpu.type }, message: "must be integer,string" };
                vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
              }
              if (typeof data14 == "string" && !pattern10.test(data14)) {
                let err31 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/cpu", schemaPath: "#/properties/services/additionalProperties/properties/cpu/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)? ?vCPU$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)? ?vCPU$"' };
                vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
              }
            }
            if (data4.memory !== void 0) {
              let data15 = data4.memory;
              if (!(typeof data15 == "number" && !(data15 % 1) && !isNaN(data15) && isFinite(data15)) && typeof data15 != "string") {
                let err32 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/memory", schemaPath: "#/properties/services/additionalProperties/properties/memory/type", keyword: "type", params: { type: schema31.properties.services.additionalProperties.properties.memory.type }, message: "must be integer,string" };
                vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
              }
              if (typeof data15 == "string" && !pattern11.test(data15)) {
                let err33 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/memory", schemaPath: "#/properties/services/additionalProperties/properties/memory/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)? ?(MB|GB)$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)? ?(MB|GB)$"' };
                vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
              }
            }
            if (data4.routes !== void 0) {
              let data16 = data4.routes;
              if (Array.isArray(data16)) {
                if (data16.length > 5) {
                  let err34 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes", schemaPath: "#/properties/services/additionalProperties/properties/routes/maxItems", keyword: "maxItems", params: { limit: 5 }, message: "must NOT have more than 5 items" };
                  vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
                }
                if (data16.length < 1) {
                  let err35 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes", schemaPath: "#/properties/services/additionalProperties/properties/routes/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
                  vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
                }
                let len0 = data16.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  let data17 = data16[i0];
                  if (typeof data17 == "string") {
                    if (!pattern12.test(data17)) {
                      let err36 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes/" + i0, schemaPath: "#/properties/services/additionalProperties/properties/routes/items/pattern", keyword: "pattern", params: { pattern: `^/[A-Za-z0-9_.$/~"'@:+&?*-]{0,127}$` }, message: `must match pattern "^/[A-Za-z0-9_.$/~"'@:+&?*-]{0,127}$"` };
                      vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
                    }
                  } else {
                    let err37 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes/" + i0, schemaPath: "#/properties/services/additionalProperties/properties/routes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
                  }
                }
                let i1 = data16.length, j0;
                if (i1 > 1) {
                  let indices0 = {};
                  for (; i1--; ) {
                    let item0 = data16[i1];
                    if (typeof item0 == "string") {
                      if (typeof indices0[item0] == "number") {
                        j0 = indices0[item0];
                        let err38 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes", schemaPath: "#/properties/services/additionalProperties/properties/routes/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
                        vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
                        break;
                      }
                      indices0[item0] = i1;
                    }
                  }
                }
              } else {
                let err39 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes", schemaPath: "#/properties/services/additionalProperties/properties/routes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
              }
            }
            if (data4.health !== void 0) {
              let data18 = data4.health;
              if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
                for (let key7 in data18)
                  if (!(key7 === "path" || key7 === "interval" || key7 === "timeout" || key7 === "healthyThreshold" || key7 === "unhealthyThreshold" || key7 === "gracePeriod" || key7 === "command")) {
                    let err40 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health", schemaPath: "#/properties/services/additionalProperties/properties/health/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
                  }
                if (data18.path !== void 0) {
                  let data19 = data18.path;
                  if (typeof data19 == "string") {
                    if (!pattern13.test(data19)) {
                      let err41 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/path", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/path/pattern", keyword: "pattern", params: { pattern: "^/[!-~]{0,1023}$" }, message: 'must match pattern "^/[!-~]{0,1023}$"' };
                      vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
                    }
                  } else {
                    let err42 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/path", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
                  }
                }
                if (data18.interval !== void 0) {
                  let data20 = data18.interval;
                  if (typeof data20 == "string") {
                    if (!pattern14.test(data20)) {
                      let err43 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/interval", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/interval/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                      vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
                    }
                  } else {
                    let err44 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/interval", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/interval/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
                  }
                }
                if (data18.timeout !== void 0) {
                  let data21 = data18.timeout;
                  if (typeof data21 == "string") {
                    if (!pattern14.test(data21)) {
                      let err45 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/timeout", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/timeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                      vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
                    }
                  } else {
                    let err46 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/timeout", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/timeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
                  }
                }
                if (data18.healthyThreshold !== void 0) {
                  let data22 = data18.healthyThreshold;
                  if (!(typeof data22 == "number" && !(data22 % 1) && !isNaN(data22) && isFinite(data22))) {
                    let err47 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/healthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/healthyThreshold/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
                  }
                  if (typeof data22 == "number" && isFinite(data22)) {
                    if (data22 > 10 || isNaN(data22)) {
                      let err48 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/healthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/healthyThreshold/maximum", keyword: "maximum", params: { comparison: "<=", limit: 10 }, message: "must be <= 10" };
                      vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
                    }
                    if (data22 < 2 || isNaN(data22)) {
                      let err49 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/healthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/healthyThreshold/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
                      vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
                    }
                  }
                }
                if (data18.unhealthyThreshold !== void 0) {
                  let data23 = data18.unhealthyThreshold;
                  if (!(typeof data23 == "number" && !(data23 % 1) && !isNaN(data23) && isFinite(data23))) {
                    let err50 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/unhealthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/unhealthyThreshold/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
                  }
                  if (typeof data23 == "number" && isFinite(data23)) {
                    if (data23 > 10 || isNaN(data23)) {
                      let err51 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/unhealthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/unhealthyThreshold/maximum", keyword: "maximum", params: { comparison: "<=", limit: 10 }, message: "must be <= 10" };
                      vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
                    }
                    if (data23 < 2 || isNaN(data23)) {
                      let err52 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/unhealthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/unhealthyThreshold/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
                      vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
                    }
                  }
                }
                if (data18.gracePeriod !== void 0) {
                  let data24 = data18.gracePeriod;
                  if (typeof data24 == "string") {
                    if (!pattern14.test(data24)) {
                      let err53 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/gracePeriod", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/gracePeriod/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                      vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
                    }
                  } else {
                    let err54 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/gracePeriod", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/gracePeriod/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
                  }
                }
                if (data18.command !== void 0) {
                  let data25 = data18.command;
                  if (Array.isArray(data25)) {
                    if (data25.length < 1) {
                      let err55 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/command", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/command/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
                      vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
                    }
                    let len1 = data25.length;
                    for (let i2 = 0; i2 < len1; i2++)
                      if (typeof data25[i2] != "string") {
                        let err56 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/command/" + i2, schemaPath: "#/properties/services/additionalProperties/properties/health/properties/command/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
                      }
                  } else {
                    let err57 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/command", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/command/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                    vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
                  }
                }
              } else {
                let err58 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health", schemaPath: "#/properties/services/additionalProperties/properties/health/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
              }
            }
            if (data4.deregistrationDelay !== void 0) {
              let data27 = data4.deregistrationDelay;
              if (typeof data27 == "string") {
                if (!pattern14.test(data27)) {
                  let err59 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deregistrationDelay", schemaPath: "#/properties/services/additionalProperties/properties/deregistrationDelay/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                  vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
                }
              } else {
                let err60 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deregistrationDelay", schemaPath: "#/properties/services/additionalProperties/properties/deregistrationDelay/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
              }
            }
            if (data4.stopTimeout !== void 0) {
              let data28 = data4.stopTimeout;
              if (typeof data28 == "string") {
                if (!pattern14.test(data28)) {
                  let err61 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/stopTimeout", schemaPath: "#/properties/services/additionalProperties/properties/stopTimeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                  vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
                }
              } else {
                let err62 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/stopTimeout", schemaPath: "#/properties/services/additionalProperties/properties/stopTimeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
              }
            }
            if (data4.user !== void 0) {
              let data29 = data4.user;
              if (typeof data29 == "string") {
                if (!pattern19.test(data29)) {
                  let err63 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/user", schemaPath: "#/properties/services/additionalProperties/properties/user/pattern", keyword: "pattern", params: { pattern: "^(?!(root|0+)(:|$))[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$" }, message: 'must match pattern "^(?!(root|0+)(:|$))[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$"' };
                  vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
                }
              } else {
                let err64 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/user", schemaPath: "#/properties/services/additionalProperties/properties/user/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
              }
            }
            if (data4.environment !== void 0) {
              let data30 = data4.environment;
              if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
                for (let key8 in data30) {
                  let _errs71 = errors;
                  if (typeof key8 == "string" && !pattern8.test(key8)) {
                    let err65 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/environment", schemaPath: "#/properties/services/additionalProperties/properties/environment/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', propertyName: key8 };
                    vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
                  }
                  var valid13 = _errs71 === errors;
                  if (!valid13) {
                    let err66 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/environment", schemaPath: "#/properties/services/additionalProperties/properties/environment/propertyNames", keyword: "propertyNames", params: { propertyName: key8 }, message: "property name must be valid" };
                    vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
                  }
                }
                for (let key9 in data30) {
                  let data31 = data30[key9];
                  if (typeof data31 != "string" && !(typeof data31 == "number" && isFinite(data31)) && typeof data31 != "boolean") {
                    let err67 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/environment/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/properties/environment/additionalProperties/type", keyword: "type", params: { type: schema31.properties.services.additionalProperties.properties.environment.additionalProperties.type }, message: "must be string,number,boolean" };
                    vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
                  }
                }
              } else {
                let err68 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/environment", schemaPath: "#/properties/services/additionalProperties/properties/environment/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
              }
            }
            if (data4.secrets !== void 0) {
              let data32 = data4.secrets;
              if (data32 && typeof data32 == "object" && !Array.isArray(data32)) {
                for (let key10 in data32) {
                  let _errs77 = errors;
                  if (typeof key10 == "string" && !pattern8.test(key10)) {
                    let err69 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets", schemaPath: "#/properties/services/additionalProperties/properties/secrets/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', propertyName: key10 };
                    vErrors === null ? vErrors = [err69] : vErrors.push(err69), errors++;
                  }
                  var valid15 = _errs77 === errors;
                  if (!valid15) {
                    let err70 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets", schemaPath: "#/properties/services/additionalProperties/properties/secrets/propertyNames", keyword: "propertyNames", params: { propertyName: key10 }, message: "property name must be valid" };
                    vErrors === null ? vErrors = [err70] : vErrors.push(err70), errors++;
                  }
                }
                for (let key11 in data32) {
                  let data33 = data32[key11];
                  if (typeof data33 == "string") {
                    if (!pattern22.test(data33)) {
                      let err71 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/properties/secrets/additionalProperties/pattern", keyword: "pattern", params: { pattern: "^(ssm:/?[A-Za-z0-9_.${}/-]+|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9_.${}/+=@-]+)$" }, message: 'must match pattern "^(ssm:/?[A-Za-z0-9_.${}/-]+|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9_.${}/+=@-]+)$"' };
                      vErrors === null ? vErrors = [err71] : vErrors.push(err71), errors++;
                    }
                  } else {
                    let err72 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/properties/secrets/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err72] : vErrors.push(err72), errors++;
                  }
                }
              } else {
                let err73 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets", schemaPath: "#/properties/services/additionalProperties/properties/secrets/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                vErrors === null ? vErrors = [err73] : vErrors.push(err73), errors++;
              }
            }
            if (data4.logs !== void 0) {
              let data34 = data4.logs;
              if (data34 && typeof data34 == "object" && !Array.isArray(data34)) {
                for (let key12 in data34)
                  if (key12 !== "retentionDays") {
                    let err74 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/logs", schemaPath: "#/properties/services/additionalProperties/properties/logs/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key12 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err74] : vErrors.push(err74), errors++;
                  }
                if (data34.retentionDays !== void 0) {
                  let data35 = data34.retentionDays;
                  if (!(typeof data35 == "number" && !(data35 % 1) && !isNaN(data35) && isFinite(data35))) {
                    let err75 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/logs/retentionDays", schemaPath: "#/properties/services/additionalProperties/properties/logs/properties/retentionDays/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err75] : vErrors.push(err75), errors++;
                  }
                  if (!(data35 === 1 || data35 === 3 || data35 === 5 || data35 === 7 || data35 === 14 || data35 === 30 || data35 === 60 || data35 === 90 || data35 === 120 || data35 === 150 || data35 === 180 || data35 === 365 || data35 === 400 || data35 === 545 || data35 === 731 || data35 === 1096 || data35 === 1827 || data35 === 2192 || data35 === 2557 || data35 === 2922 || data35 === 3288 || data35 === 3653)) {
                    let err76 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/logs/retentionDays", schemaPath: "#/properties/services/additionalProperties/properties/logs/properties/retentionDays/enum", keyword: "enum", params: { allowedValues: schema31.properties.services.additionalProperties.properties.logs.properties.retentionDays.enum }, message: "must be equal to one of the allowed values" };
                    vErrors === null ? vErrors = [err76] : vErrors.push(err76), errors++;
                  }
                }
              } else {
                let err77 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/logs", schemaPath: "#/properties/services/additionalProperties/properties/logs/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                vErrors === null ? vErrors = [err77] : vErrors.push(err77), errors++;
              }
            }
            if (data4.deployment !== void 0) {
              let data36 = data4.deployment;
              if (data36 && typeof data36 == "object" && !Array.isArray(data36)) {
                for (let key13 in data36)
                  if (!(key13 === "minimumHealthyPercent" || key13 === "maximumPercent" || key13 === "timeout")) {
                    let err78 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment", schemaPath: "#/properties/services/additionalProperties/properties/deployment/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key13 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err78] : vErrors.push(err78), errors++;
                  }
                if (data36.minimumHealthyPercent !== void 0) {
                  let data37 = data36.minimumHealthyPercent;
                  if (!(typeof data37 == "number" && !(data37 % 1) && !isNaN(data37) && isFinite(data37))) {
                    let err79 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/minimumHealthyPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/minimumHealthyPercent/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err79] : vErrors.push(err79), errors++;
                  }
                  if (typeof data37 == "number" && isFinite(data37)) {
                    if (data37 > 100 || isNaN(data37)) {
                      let err80 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/minimumHealthyPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/minimumHealthyPercent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                      vErrors === null ? vErrors = [err80] : vErrors.push(err80), errors++;
                    }
                    if (data37 < 0 || isNaN(data37)) {
                      let err81 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/minimumHealthyPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/minimumHealthyPercent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                      vErrors === null ? vErrors = [err81] : vErrors.push(err81), errors++;
                    }
                  }
                }
                if (data36.maximumPercent !== void 0) {
                  let data38 = data36.maximumPercent;
                  if (!(typeof data38 == "number" && !(data38 % 1) && !isNaN(data38) && isFinite(data38))) {
                    let err82 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/maximumPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/maximumPercent/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err82] : vErrors.push(err82), errors++;
                  }
                  if (typeof data38 == "number" && isFinite(data38)) {
                    if (data38 > 200 || isNaN(data38)) {
                      let err83 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/maximumPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/maximumPercent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 200 }, message: "must be <= 200" };
                      vErrors === null ? vErrors = [err83] : vErrors.push(err83), errors++;
                    }
                    if (data38 < 100 || isNaN(data38)) {
                      let err84 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/maximumPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/maximumPercent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 100 }, message: "must be >= 100" };
                      vErrors === null ? vErrors = [err84] : vErrors.push(err84), errors++;
                    }
                  }
                }
                if (data36.timeout !== void 0) {
                  let data39 = data36.timeout;
                  if (typeof data39 == "string") {
                    if (!pattern14.test(data39)) {
                      let err85 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/timeout", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/timeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                      vErrors === null ? vErrors = [err85] : vErrors.push(err85), errors++;
                    }
                  } else {
                    let err86 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/timeout", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/timeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err86] : vErrors.push(err86), errors++;
                  }
                }
              } else {
                let err87 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment", schemaPath: "#/properties/services/additionalProperties/properties/deployment/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                vErrors === null ? vErrors = [err87] : vErrors.push(err87), errors++;
              }
            }
            if (data4.scaling !== void 0) {
              let data40 = data4.scaling;
              if (data40 && typeof data40 == "object" && !Array.isArray(data40)) {
                for (let key14 in data40)
                  if (!(key14 === "min" || key14 === "max" || key14 === "cpu" || key14 === "memory" || key14 === "outCooldown" || key14 === "inCooldown")) {
                    let err88 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling", schemaPath: "#/properties/services/additionalProperties/properties/scaling/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key14 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err88] : vErrors.push(err88), errors++;
                  }
                if (data40.min !== void 0) {
                  let data41 = data40.min;
                  if (!(typeof data41 == "number" && !(data41 % 1) && !isNaN(data41) && isFinite(data41))) {
                    let err89 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/min", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/min/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err89] : vErrors.push(err89), errors++;
                  }
                  if (typeof data41 == "number" && isFinite(data41)) {
                    if (data41 > 1e3 || isNaN(data41)) {
                      let err90 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/min", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/min/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000" };
                      vErrors === null ? vErrors = [err90] : vErrors.push(err90), errors++;
                    }
                    if (data41 < 0 || isNaN(data41)) {
                      let err91 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/min", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/min/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                      vErrors === null ? vErrors = [err91] : vErrors.push(err91), errors++;
                    }
                  }
                }
                if (data40.max !== void 0) {
                  let data42 = data40.max;
                  if (!(typeof data42 == "number" && !(data42 % 1) && !isNaN(data42) && isFinite(data42))) {
                    let err92 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/max", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/max/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err92] : vErrors.push(err92), errors++;
                  }
                  if (typeof data42 == "number" && isFinite(data42)) {
                    if (data42 > 1e3 || isNaN(data42)) {
                      let err93 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/max", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/max/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000" };
                      vErrors === null ? vErrors = [err93] : vErrors.push(err93), errors++;
                    }
                    if (data42 < 1 || isNaN(data42)) {
                      let err94 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/max", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/max/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      vErrors === null ? vErrors = [err94] : vErrors.push(err94), errors++;
                    }
                  }
                }
                if (data40.cpu !== void 0) {
                  let data43 = data40.cpu;
                  if (!(typeof data43 == "number" && !(data43 % 1) && !isNaN(data43) && isFinite(data43))) {
                    let err95 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/cpu", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/cpu/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err95] : vErrors.push(err95), errors++;
                  }
                  if (typeof data43 == "number" && isFinite(data43)) {
                    if (data43 > 100 || isNaN(data43)) {
                      let err96 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/cpu", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/cpu/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                      vErrors === null ? vErrors = [err96] : vErrors.push(err96), errors++;
                    }
                    if (data43 < 1 || isNaN(data43)) {
                      let err97 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/cpu", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/cpu/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      vErrors === null ? vErrors = [err97] : vErrors.push(err97), errors++;
                    }
                  }
                }
                if (data40.memory !== void 0) {
                  let data44 = data40.memory;
                  if (!(typeof data44 == "number" && !(data44 % 1) && !isNaN(data44) && isFinite(data44))) {
                    let err98 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/memory", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/memory/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err98] : vErrors.push(err98), errors++;
                  }
                  if (typeof data44 == "number" && isFinite(data44)) {
                    if (data44 > 100 || isNaN(data44)) {
                      let err99 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/memory", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/memory/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                      vErrors === null ? vErrors = [err99] : vErrors.push(err99), errors++;
                    }
                    if (data44 < 1 || isNaN(data44)) {
                      let err100 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/memory", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/memory/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      vErrors === null ? vErrors = [err100] : vErrors.push(err100), errors++;
                    }
                  }
                }
                if (data40.outCooldown !== void 0) {
                  let data45 = data40.outCooldown;
                  if (typeof data45 == "string") {
                    if (!pattern14.test(data45)) {
                      let err101 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/outCooldown", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/outCooldown/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                      vErrors === null ? vErrors = [err101] : vErrors.push(err101), errors++;
                    }
                  } else {
                    let err102 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/outCooldown", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/outCooldown/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err102] : vErrors.push(err102), errors++;
                  }
                }
                if (data40.inCooldown !== void 0) {
                  let data46 = data40.inCooldown;
                  if (typeof data46 == "string") {
                    if (!pattern14.test(data46)) {
                      let err103 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/inCooldown", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/inCooldown/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                      vErrors === null ? vErrors = [err103] : vErrors.push(err103), errors++;
                    }
                  } else {
                    let err104 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/inCooldown", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/inCooldown/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err104] : vErrors.push(err104), errors++;
                  }
                }
              } else {
                let err105 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling", schemaPath: "#/properties/services/additionalProperties/properties/scaling/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                vErrors === null ? vErrors = [err105] : vErrors.push(err105), errors++;
              }
            }
          } else {
            let err106 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            vErrors === null ? vErrors = [err106] : vErrors.push(err106), errors++;
          }
        }
      } else {
        let err107 = { instancePath: instancePath + "/services", schemaPath: "#/properties/services/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        vErrors === null ? vErrors = [err107] : vErrors.push(err107), errors++;
      }
    }
    if (data.cluster !== void 0) {
      let data47 = data.cluster;
      if (data47 && typeof data47 == "object" && !Array.isArray(data47)) {
        for (let key15 in data47)
          if (!(key15 === "containerInsights" || key15 === "capacity")) {
            let err108 = { instancePath: instancePath + "/cluster", schemaPath: "#/properties/cluster/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key15 }, message: "must NOT have additional properties" };
            vErrors === null ? vErrors = [err108] : vErrors.push(err108), errors++;
          }
        if (data47.containerInsights !== void 0 && typeof data47.containerInsights != "boolean") {
          let err109 = { instancePath: instancePath + "/cluster/containerInsights", schemaPath: "#/properties/cluster/properties/containerInsights/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
          vErrors === null ? vErrors = [err109] : vErrors.push(err109), errors++;
        }
        if (data47.capacity !== void 0) {
          let data49 = data47.capacity;
          if (typeof data49 != "string") {
            let err110 = { instancePath: instancePath + "/cluster/capacity", schemaPath: "#/properties/cluster/properties/capacity/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            vErrors === null ? vErrors = [err110] : vErrors.push(err110), errors++;
          }
          if (!(data49 === "on-demand" || data49 === "spot")) {
            let err111 = { instancePath: instancePath + "/cluster/capacity", schemaPath: "#/properties/cluster/properties/capacity/enum", keyword: "enum", params: { allowedValues: schema31.properties.cluster.properties.capacity.enum }, message: "must be equal to one of the allowed values" };
            vErrors === null ? vErrors = [err111] : vErrors.push(err111), errors++;
          }
        }
      } else {
        let err112 = { instancePath: instancePath + "/cluster", schemaPath: "#/properties/cluster/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        vErrors === null ? vErrors = [err112] : vErrors.push(err112), errors++;
      }
    }
    if (data.loadBalancer !== void 0) {
      let data50 = data.loadBalancer;
      if (data50 && typeof data50 == "object" && !Array.isArray(data50)) {
        for (let key16 in data50)
          if (!(key16 === "deletionProtection" || key16 === "idleTimeout")) {
            let err113 = { instancePath: instancePath + "/loadBalancer", schemaPath: "#/properties/loadBalancer/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key16 }, message: "must NOT have additional properties" };
            vErrors === null ? vErrors = [err113] : vErrors.push(err113), errors++;
          }
        if (data50.deletionProtection !== void 0 && typeof data50.deletionProtection != "boolean") {
          let err114 = { instancePath: instancePath + "/loadBalancer/deletionProtection", schemaPath: "#/properties/loadBalancer/properties/deletionProtection/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
          vErrors === null ? vErrors = [err114] : vErrors.push(err114), errors++;
        }
        if (data50.idleTimeout !== void 0) {
          let data52 = data50.idleTimeout;
          if (typeof data52 == "string") {
            if (!pattern14.test(data52)) {
              let err115 = { instancePath: instancePath + "/loadBalancer/idleTimeout", schemaPath: "#/properties/loadBalancer/properties/idleTimeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
              vErrors === null ? vErrors = [err115] : vErrors.push(err115), errors++;
            }
          } else {
            let err116 = { instancePath: instancePath + "/loadBalancer/idleTimeout", schemaPath: "#/properties/loadBalancer/properties/idleTimeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            vErrors === null ? vErrors = [err116] : vErrors.push(err116), errors++;
          }
        }
      } else {
        let err117 = { instancePath: instancePath + "/loadBalancer", schemaPath: "#/properties/loadBalancer/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        vErrors === null ? vErrors = [err117] : vErrors.push(err117), errors++;
      }
    }
    if (data.network !== void 0) {
      let data53 = data.network;
      if (data53 && typeof data53 == "object" && !Array.isArray(data53)) {
        for (let key17 in data53)
          if (!(key17 === "cidr" || key17 === "zones" || key17 === "nat")) {
            let err118 = { instancePath: instancePath + "/network", schemaPath: "#/properties/network/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key17 }, message: "must NOT have additional properties" };
            vErrors === null ? vErrors = [err118] : vErrors.push(err118), errors++;
          }
        if (data53.cidr !== void 0) {
          let data54 = data53.cidr;
          if (typeof data54 == "string") {
            if (!pattern27.test(data54)) {
              let err119 = { instancePath: instancePath + "/network/cidr", schemaPath: "#/properties/network/properties/cidr/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}$" }, message: 'must match pattern "^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}$"' };
              vErrors === null ? vErrors = [err119] : vErrors.push(err119), errors++;
            }
          } else {
            let err120 = { instancePath: instancePath + "/network/cidr", schemaPath: "#/properties/network/properties/cidr/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            vErrors === null ? vErrors = [err120] : vErrors.push(err120), errors++;
          }
        }
        if (data53.zones !== void 0) {
          let data55 = data53.zones;
          if (!(typeof data55 == "number" && !(data55 % 1) && !isNaN(data55) && isFinite(data55))) {
            let err121 = { instancePath: instancePath + "/network/zones", schemaPath: "#/properties/network/properties/zones/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            vErrors === null ? vErrors = [err121] : vErrors.push(err121), errors++;
          }
          if (typeof data55 == "number" && isFinite(data55)) {
            if (data55 > 3 || isNaN(data55)) {
              let err122 = { instancePath: instancePath + "/network/zones", schemaPath: "#/properties/network/properties/zones/maximum", keyword: "maximum", params: { comparison: "<=", limit: 3 }, message: "must be <= 3" };
              vErrors === null ? vErrors = [err122] : vErrors.push(err122), errors++;
            }
            if (data55 < 2 || isNaN(data55)) {
              let err123 = { instancePath: instancePath + "/network/zones", schemaPath: "#/properties/network/properties/zones/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
              vErrors === null ? vErrors = [err123] : vErrors.push(err123), errors++;
            }
          }
        }
        if (data53.nat !== void 0) {
          let data56 = data53.nat;
          if (typeof data56 != "string") {
            let err124 = { instancePath: instancePath + "/network/nat", schemaPath: "#/properties/network/properties/nat/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            vErrors === null ? vErrors = [err124] : vErrors.push(err124), errors++;
          }
          if (!(data56 === "per-zone" || data56 === "single" || data56 === "none")) {
            let err125 = { instancePath: instancePath + "/network/nat", schemaPath: "#/properties/network/properties/nat/enum", keyword: "enum", params: { allowedValues: schema31.properties.network.properties.nat.enum }, message: "must be equal to one of the allowed values" };
            vErrors === null ? vErrors = [err125] : vErrors.push(err125), errors++;
          }
        }
      } else {
        let err126 = { instancePath: instancePath + "/network", schemaPath: "#/properties/network/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        vErrors === null ? vErrors = [err126] : vErrors.push(err126), errors++;
      }
    }
    if (data.registry !== void 0) {
      let data57 = data.registry;
      if (data57 && typeof data57 == "object" && !Array.isArray(data57)) {
        for (let key18 in data57)
          if (!(key18 === "scanOnPush" || key18 === "immutableTags" || key18 === "keep")) {
            let err127 = { instancePath: instancePath + "/registry", schemaPath: "#/properties/registry/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key18 }, message: "must NOT have additional properties" };
            vErrors === null ? vErrors = [err127] : vErrors.push(err127), errors++;
          }
        if (data57.scanOnPush !== void 0 && typeof data57.scanOnPush != "boolean") {
          let err128 = { instancePath: instancePath + "/registry/scanOnPush", schemaPath: "#/properties/registry/properties/scanOnPush/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
          vErrors === null ? vErrors = [err128] : vErrors.push(err128), errors++;
        }
        if (data57.immutableTags !== void 0 && typeof data57.immutableTags != "boolean") {
          let err129 = { instancePath: instancePath + "/registry/immutableTags", schemaPath: "#/properties/registry/properties/immutableTags/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
          vErrors === null ? vErrors = [err129] : vErrors.push(err129), errors++;
        }
        if (data57.keep !== void 0) {
          let data60 = data57.keep;
          if (!(typeof data60 == "number" && !(data60 % 1) && !isNaN(data60) && isFinite(data60))) {
            let err130 = { instancePath: instancePath + "/registry/keep", schemaPath: "#/properties/registry/properties/keep/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            vErrors === null ? vErrors = [err130] : vErrors.push(err130), errors++;
          }
          if (typeof data60 == "number" && isFinite(data60)) {
            if (data60 > 1e3 || isNaN(data60)) {
              let err131 = { instancePath: instancePath + "/registry/keep", schemaPath: "#/properties/registry/properties/keep/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000" };
              vErrors === null ? vErrors = [err131] : vErrors.push(err131), errors++;
            }
            if (data60 < 1 || isNaN(data60)) {
              let err132 = { instancePath: instancePath + "/registry/keep", schemaPath: "#/properties/registry/properties/keep/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
              vErrors === null ? vErrors = [err132] : vErrors.push(err132), errors++;
            }
          }
        }
      } else {
        let err133 = { instancePath: instancePath + "/registry", schemaPath: "#/properties/registry/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        vErrors === null ? vErrors = [err133] : vErrors.push(err133), errors++;
      }
    }
  } else {
    let err134 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    vErrors === null ? vErrors = [err134] : vErrors.push(err134), errors++;
  }
  return validate20.errors = vErrors, errors === 0;
}
validate20.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
var environment = validate21, schema32 = { type: "object", description: "One environment of the application: what differs from platform.yaml. Its name is the name of the file.", additionalProperties: !1, properties: { app: { type: ["string", "null"], description: "Name of the application. The names of its stacks, repositories and log groups begin with it.", pattern: "^[a-z][a-z0-9-]{0,18}[a-z0-9]$", examples: ["demo-app"] }, region: { type: ["string", "null"], description: "AWS Region to deploy to. An environment may name another one.", pattern: "^[a-z]{2}(-[a-z]+)+-[0-9]$", examples: ["us-east-1", "eu-central-1"] }, services: { type: ["object", "null"], description: "The services of the application by name. Each gets a stack of its own.", default: {}, examples: [{ api: { build: "./service", port: 8080 } }], propertyNames: { pattern: "^[a-z][a-z0-9-]{0,18}[a-z0-9]$" }, additionalProperties: { type: ["object", "null"], description: "One containerised service on ECS Fargate.", examples: [{ type: "web", build: "./service", port: 8080, routes: ["/*"] }], additionalProperties: !1, properties: { type: { type: ["string", "null"], description: "What kind of service: `web` answers HTTP behind the load balancer.", enum: ["web", null], default: "web", examples: ["web"] }, build: { type: ["string", "object", "null"], description: "Where its image is built from: the folder of the service with a Dockerfile, or the build's context, Dockerfile, arguments and target stage.", minLength: 1, examples: ["./service", { context: ".", dockerfile: "service/Dockerfile" }], additionalProperties: !1, properties: { context: { type: ["string", "null"], description: "The folder that the build sees, relative to platform.yaml.", minLength: 1, default: ".", examples: ["./service"] }, dockerfile: { type: ["string", "null"], description: "The Dockerfile, relative to platform.yaml. Without it: Dockerfile in the context.", minLength: 1, examples: ["service/Dockerfile"] }, args: { type: ["object", "null"], description: "Build arguments (ARG). They are visible in the image's history: never put a secret here.", default: {}, examples: [{ NODE_VERSION: "24" }], propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, additionalProperties: { type: ["string", "null"], description: "Value of the build argument.", examples: ["24"] } }, target: { type: ["string", "null"], description: "The stage of the Dockerfile to build. Without it: the last one.", minLength: 1, examples: ["runtime"] } } }, image: { type: ["string", "null"], description: "An image that is not built here, by digest.", pattern: "^[a-z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}$", examples: ["registry.example.com/team/app@sha256:0000000000000000000000000000000000000000000000000000000000000000"] }, port: { type: ["integer", "null"], description: "The port on which the container listens. It gets it as PORT.", minimum: 1, maximum: 65535, default: 8080, examples: [3e3] }, cpu: { type: ["integer", "string", "null"], description: "CPU of a task, in CPU units (1024 are one vCPU) or as vCPU.", pattern: "^[0-9]+(\\.[0-9]+)? ?vCPU$", default: 256, examples: [512, "0.5 vCPU"] }, memory: { type: ["integer", "string", "null"], description: "Memory of a task, in MiB or with a unit. Fargate offers fixed pairs of CPU and memory.", pattern: "^[0-9]+(\\.[0-9]+)? ?(MB|GB)$", default: 512, examples: [1024, "1 GB"] }, routes: { type: ["array", "null"], description: "Path patterns of the load balancer that lead to this service; `*` stands for any run of characters, `?` for one.", minItems: 1, maxItems: 5, uniqueItems: !0, items: { type: "string", description: "A path pattern.", pattern: `^/[A-Za-z0-9_.$/~"'@:+&?*-]{0,127}$`, examples: ["/api/*"] }, default: ["/*"], examples: [["/api/*", "/v2/*"]] }, health: { type: ["object", "null"], description: "The health check of the load balancer.", default: {}, examples: [{ path: "/health", interval: "30s", timeout: "5s" }], additionalProperties: !1, properties: { path: { type: ["string", "null"], description: "The path that answers 200 while the service is healthy.", pattern: "^/[!-~]{0,1023}$", default: "/health", examples: ["/ready"] }, interval: { type: ["string", "null"], description: "Time from one check to the next: 5 to 300 seconds on AWS.", pattern: "^[0-9]+(s|m|h)$", default: "30s", examples: ["10s"] }, timeout: { type: ["string", "null"], description: "How long an answer may take: 2 to 120 seconds on AWS, and less than the interval.", pattern: "^[0-9]+(s|m|h)$", default: "5s", examples: ["3s"] }, healthyThreshold: { type: ["integer", "null"], description: "Checks in a row that bring an unhealthy target back.", minimum: 2, maximum: 10, default: 2, examples: [3] }, unhealthyThreshold: { type: ["integer", "null"], description: "Failed checks in a row that make a target unhealthy.", minimum: 2, maximum: 10, default: 3, examples: [2] }, gracePeriod: { type: ["string", "null"], description: "How long after its start a task may fail health checks.", pattern: "^[0-9]+(s|m|h)$", default: "60s", examples: ["2m"] }, command: { type: ["array", "null"], description: "Command of the container's own health check, run inside it: exit 0 means healthy. Without it the load balancer alone decides.", minItems: 1, items: { type: "string", description: "The program or one of its arguments.", examples: ["node"] }, examples: [["node", "service/dist/healthcheck.js"]] } } }, deregistrationDelay: { type: ["string", "null"], description: "How long the load balancer lets open requests of a leaving task finish.", pattern: "^[0-9]+(s|m|h)$", default: "30s", examples: ["10s"] }, stopTimeout: { type: ["string", "null"], description: "Time from SIGTERM to SIGKILL, 2 to 120 seconds.", pattern: "^[0-9]+(s|m|h)$", default: "30s", examples: ["60s"] }, user: { type: ["string", "null"], description: "User, or user:group, that the container runs as; never root.", pattern: "^(?!(root|0+)(:|$))[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$", default: "1000:1000", examples: ["node"] }, environment: { type: ["object", "null"], description: "Environment variables of the container. Not for secrets: everybody who may read the task definition sees them.", default: {}, examples: [{ LOG_LEVEL: "info" }], propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, additionalProperties: { type: ["string", "number", "boolean", "null"], description: "Value of the variable; numbers and switches become text.", examples: ["info"] } }, secrets: { type: ["object", "null"], description: "Environment variables whose values ECS reads at start: `ssm:/path` from Parameter Store, or the full ARN of a secret in Secrets Manager.", default: {}, examples: [{ DB_PASSWORD: "ssm:/demo-app/prod/db-password" }], propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, additionalProperties: { type: ["string", "null"], description: "Where the value is kept; never the value itself.", pattern: "^(ssm:/?[A-Za-z0-9_.${}/-]+|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9_.${}/+=@-]+)$", examples: ["ssm:/demo-app/prod/db-password"] } }, logs: { type: ["object", "null"], description: "The log group of the service.", default: {}, examples: [{ retentionDays: 30 }], additionalProperties: !1, properties: { retentionDays: { type: ["integer", "null"], description: "How many days log events are kept.", enum: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, null], default: 14, examples: [30] } } }, deployment: { type: ["object", "null"], description: "How a new version takes the place of the old one.", default: {}, examples: [{ minimumHealthyPercent: 100, maximumPercent: 200 }], additionalProperties: !1, properties: { minimumHealthyPercent: { type: ["integer", "null"], description: "Share of the desired tasks that stay healthy while a new version rolls out.", minimum: 0, maximum: 100, default: 100, examples: [50] }, maximumPercent: { type: ["integer", "null"], description: "Share of the desired tasks that may run while a new version rolls out.", minimum: 100, maximum: 200, default: 200, examples: [150] }, timeout: { type: ["string", "null"], description: "How long a rollout may take before it is cancelled and rolled back.", pattern: "^[0-9]+(s|m|h)$", default: "15m", examples: ["30m"] } } }, scaling: { type: ["object", "null"], description: "How many tasks run: target tracking on CPU and memory between a minimum and a maximum.", default: {}, examples: [{ min: 2, max: 8, cpu: 60 }], additionalProperties: !1, properties: { min: { type: ["integer", "null"], description: "The number of tasks that always run.", minimum: 0, maximum: 1e3, default: 1, examples: [2] }, max: { type: ["integer", "null"], description: "The number of tasks that scaling does not go beyond.", minimum: 1, maximum: 1e3, default: 4, examples: [10] }, cpu: { type: ["integer", "null"], description: "Target for the average CPU utilisation of the service, in percent.", minimum: 1, maximum: 100, default: 70, examples: [60] }, memory: { type: ["integer", "null"], description: "Target for the average memory utilisation of the service, in percent.", minimum: 1, maximum: 100, default: 80, examples: [75] }, outCooldown: { type: ["string", "null"], description: "How long to wait after scaling out before scaling out again.", pattern: "^[0-9]+(s|m|h)$", default: "60s", examples: ["30s"] }, inCooldown: { type: ["string", "null"], description: "How long to wait after scaling in before scaling in again.", pattern: "^[0-9]+(s|m|h)$", default: "5m", examples: ["10m"] } } } } } }, cluster: { type: ["object", "null"], description: "The ECS cluster of an environment.", default: {}, examples: [{ containerInsights: !0, capacity: "spot" }], additionalProperties: !1, properties: { containerInsights: { type: ["boolean", "null"], description: "Collect CloudWatch Container Insights metrics of the cluster, its services and tasks.", default: !0, examples: [!1] }, capacity: { type: ["string", "null"], description: "Where tasks run: Fargate on demand, or Fargate Spot, which is cheaper and may stop a task with two minutes of warning.", enum: ["on-demand", "spot", null], default: "on-demand", examples: ["spot"] } } }, loadBalancer: { type: ["object", "null"], description: "The Application Load Balancer in front of the web services.", default: {}, examples: [{ deletionProtection: !0, idleTimeout: "60s" }], additionalProperties: !1, properties: { deletionProtection: { type: ["boolean", "null"], description: "Refuse to delete the load balancer, and so the stack that holds it.", default: !1, examples: [!0] }, idleTimeout: { type: ["string", "null"], description: "How long a connection may be silent before the load balancer closes it, 1 to 4000 seconds.", pattern: "^[0-9]+(s|m|h)$", default: "60s", examples: ["2m"] } } }, network: { type: ["object", "null"], description: "The VPC: one public and one private subnet in each zone.", default: {}, examples: [{ cidr: "10.0.0.0/16", zones: 2, nat: "single" }], additionalProperties: !1, properties: { cidr: { type: ["string", "null"], description: "IPv4 block of the VPC, /16 to /24. The subnets are computed from it.", pattern: "^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}$", default: "10.0.0.0/16", examples: ["10.20.0.0/16"] }, zones: { type: ["integer", "null"], description: "Number of availability zones. A load balancer needs two.", minimum: 2, maximum: 3, default: 2, examples: [3] }, nat: { type: ["string", "null"], description: "How tasks in the private subnets reach the Internet: a NAT gateway per zone, a single one for all zones (cheaper, and gone with its zone), or none.", enum: ["per-zone", "single", "none", null], default: "per-zone", examples: ["single"] } } }, registry: { type: ["object", "null"], description: "The ECR repositories, one per service that is built.", default: {}, examples: [{ scanOnPush: !0, immutableTags: !0, keep: 10 }], additionalProperties: !1, properties: { scanOnPush: { type: ["boolean", "null"], description: "Scan each image for known vulnerabilities when it is pushed.", default: !0, examples: [!1] }, immutableTags: { type: ["boolean", "null"], description: "Refuse to move a tag from one image to another.", default: !0, examples: [!0] }, keep: { type: ["integer", "null"], description: "How many images that were never deployed are kept. Untagged ones go after a day; deployed ones are kept apart.", minimum: 1, maximum: 1e3, default: 10, examples: [30] } } }, account: { type: ["string", "null"], description: "The AWS account of this environment, twelve digits in quotes. Commands that change something refuse any other.", pattern: "^[0-9]{12}$", examples: ["123456789012"] }, target: { type: ["string", "null"], description: "Where this environment runs: on AWS, or in the sandbox on this machine.", enum: ["aws", "sandbox", null], default: "aws", examples: ["sandbox"] } }, $id: "environment" }, pattern51 = new RegExp("^[0-9]{12}$", "u");
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate21.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data)
      if (!func1.call(schema32.properties, key0)) {
        let err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
    if (data.app !== void 0) {
      let data0 = data.app;
      if (typeof data0 != "string" && data0 !== null) {
        let err1 = { instancePath: instancePath + "/app", schemaPath: "#/properties/app/type", keyword: "type", params: { type: schema32.properties.app.type }, message: "must be string,null" };
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
      if (typeof data0 == "string" && !pattern4.test(data0)) {
        let err2 = { instancePath: instancePath + "/app", schemaPath: "#/properties/app/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{0,18}[a-z0-9]$" }, message: 'must match pattern "^[a-z][a-z0-9-]{0,18}[a-z0-9]$"' };
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
    if (data.region !== void 0) {
      let data1 = data.region;
      if (typeof data1 != "string" && data1 !== null) {
        let err3 = { instancePath: instancePath + "/region", schemaPath: "#/properties/region/type", keyword: "type", params: { type: schema32.properties.region.type }, message: "must be string,null" };
        vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
      }
      if (typeof data1 == "string" && !pattern5.test(data1)) {
        let err4 = { instancePath: instancePath + "/region", schemaPath: "#/properties/region/pattern", keyword: "pattern", params: { pattern: "^[a-z]{2}(-[a-z]+)+-[0-9]$" }, message: 'must match pattern "^[a-z]{2}(-[a-z]+)+-[0-9]$"' };
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
    }
    if (data.services !== void 0) {
      let data2 = data.services;
      if (!(data2 && typeof data2 == "object" && !Array.isArray(data2)) && data2 !== null) {
        let err5 = { instancePath: instancePath + "/services", schemaPath: "#/properties/services/type", keyword: "type", params: { type: schema32.properties.services.type }, message: "must be object,null" };
        vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
      }
      if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
        for (let key1 in data2) {
          let _errs8 = errors;
          if (typeof key1 == "string" && !pattern4.test(key1)) {
            let err6 = { instancePath: instancePath + "/services", schemaPath: "#/properties/services/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{0,18}[a-z0-9]$" }, message: 'must match pattern "^[a-z][a-z0-9-]{0,18}[a-z0-9]$"', propertyName: key1 };
            vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
          }
          var valid1 = _errs8 === errors;
          if (!valid1) {
            let err7 = { instancePath: instancePath + "/services", schemaPath: "#/properties/services/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid" };
            vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
          }
        }
        for (let key2 in data2) {
          let data3 = data2[key2];
          if (!(data3 && typeof data3 == "object" && !Array.isArray(data3)) && data3 !== null) {
            let err8 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.type }, message: "must be object,null" };
            vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
          }
          if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
            for (let key3 in data3)
              if (!func1.call(schema32.properties.services.additionalProperties.properties, key3)) {
                let err9 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties" };
                vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
              }
            if (data3.type !== void 0) {
              let data4 = data3.type;
              if (typeof data4 != "string" && data4 !== null) {
                let err10 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/type", schemaPath: "#/properties/services/additionalProperties/properties/type/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.type.type }, message: "must be string,null" };
                vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
              }
              if (!(data4 === "web" || data4 === null)) {
                let err11 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/type", schemaPath: "#/properties/services/additionalProperties/properties/type/enum", keyword: "enum", params: { allowedValues: schema32.properties.services.additionalProperties.properties.type.enum }, message: "must be equal to one of the allowed values" };
                vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
              }
            }
            if (data3.build !== void 0) {
              let data5 = data3.build;
              if (typeof data5 != "string" && !(data5 && typeof data5 == "object" && !Array.isArray(data5)) && data5 !== null) {
                let err12 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build", schemaPath: "#/properties/services/additionalProperties/properties/build/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.build.type }, message: "must be string,object,null" };
                vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
              }
              if (typeof data5 == "string" && func2(data5) < 1) {
                let err13 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build", schemaPath: "#/properties/services/additionalProperties/properties/build/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
              }
              if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                for (let key4 in data5)
                  if (!(key4 === "context" || key4 === "dockerfile" || key4 === "args" || key4 === "target")) {
                    let err14 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build", schemaPath: "#/properties/services/additionalProperties/properties/build/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
                  }
                if (data5.context !== void 0) {
                  let data6 = data5.context;
                  if (typeof data6 != "string" && data6 !== null) {
                    let err15 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/context", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/context/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.build.properties.context.type }, message: "must be string,null" };
                    vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
                  }
                  if (typeof data6 == "string" && func2(data6) < 1) {
                    let err16 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/context", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/context/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                    vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                  }
                }
                if (data5.dockerfile !== void 0) {
                  let data7 = data5.dockerfile;
                  if (typeof data7 != "string" && data7 !== null) {
                    let err17 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/dockerfile", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/dockerfile/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.build.properties.dockerfile.type }, message: "must be string,null" };
                    vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                  }
                  if (typeof data7 == "string" && func2(data7) < 1) {
                    let err18 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/dockerfile", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/dockerfile/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                    vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                  }
                }
                if (data5.args !== void 0) {
                  let data8 = data5.args;
                  if (!(data8 && typeof data8 == "object" && !Array.isArray(data8)) && data8 !== null) {
                    let err19 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/args", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/args/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.build.properties.args.type }, message: "must be object,null" };
                    vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                  }
                  if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                    for (let key5 in data8) {
                      let _errs24 = errors;
                      if (typeof key5 == "string" && !pattern8.test(key5)) {
                        let err20 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/args", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/args/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', propertyName: key5 };
                        vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
                      }
                      var valid5 = _errs24 === errors;
                      if (!valid5) {
                        let err21 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/args", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/args/propertyNames", keyword: "propertyNames", params: { propertyName: key5 }, message: "property name must be valid" };
                        vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                      }
                    }
                    for (let key6 in data8) {
                      let data9 = data8[key6];
                      if (typeof data9 != "string" && data9 !== null) {
                        let err22 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/args/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/properties/build/properties/args/additionalProperties/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.build.properties.args.additionalProperties.type }, message: "must be string,null" };
                        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
                      }
                    }
                  }
                }
                if (data5.target !== void 0) {
                  let data10 = data5.target;
                  if (typeof data10 != "string" && data10 !== null) {
                    let err23 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/target", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/target/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.build.properties.target.type }, message: "must be string,null" };
                    vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
                  }
                  if (typeof data10 == "string" && func2(data10) < 1) {
                    let err24 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/target", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/target/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                    vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
                  }
                }
              }
            }
            if (data3.image !== void 0) {
              let data11 = data3.image;
              if (typeof data11 != "string" && data11 !== null) {
                let err25 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/image", schemaPath: "#/properties/services/additionalProperties/properties/image/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.image.type }, message: "must be string,null" };
                vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
              }
              if (typeof data11 == "string" && !pattern9.test(data11)) {
                let err26 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/image", schemaPath: "#/properties/services/additionalProperties/properties/image/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^[a-z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}$"' };
                vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
              }
            }
            if (data3.port !== void 0) {
              let data12 = data3.port;
              if (!(typeof data12 == "number" && !(data12 % 1) && !isNaN(data12) && isFinite(data12)) && data12 !== null) {
                let err27 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/port", schemaPath: "#/properties/services/additionalProperties/properties/port/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.port.type }, message: "must be integer,null" };
                vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
              }
              if (typeof data12 == "number" && isFinite(data12)) {
                if (data12 > 65535 || isNaN(data12)) {
                  let err28 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/port", schemaPath: "#/properties/services/additionalProperties/properties/port/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65535 }, message: "must be <= 65535" };
                  vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
                }
                if (data12 < 1 || isNaN(data12)) {
                  let err29 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/port", schemaPath: "#/properties/services/additionalProperties/properties/port/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
                }
              }
            }
            if (data3.cpu !== void 0) {
              let data13 = data3.cpu;
              if (!(typeof data13 == "number" && !(data13 % 1) && !isNaN(data13) && isFinite(data13)) && typeof data13 != "string" && data13 !== null) {
                let err30 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/cpu", schemaPath: "#/properties/services/additionalProperties/properties/cpu/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.cpu.type }, message: "must be integer,string,null" };
                vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
              }
              if (typeof data13 == "string" && !pattern10.test(data13)) {
                let err31 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/cpu", schemaPath: "#/properties/services/additionalProperties/properties/cpu/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)? ?vCPU$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)? ?vCPU$"' };
                vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
              }
            }
            if (data3.memory !== void 0) {
              let data14 = data3.memory;
              if (!(typeof data14 == "number" && !(data14 % 1) && !isNaN(data14) && isFinite(data14)) && typeof data14 != "string" && data14 !== null) {
                let err32 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/memory", schemaPath: "#/properties/services/additionalProperties/properties/memory/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.memory.type }, message: "must be integer,string,null" };
                vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
              }
              if (typeof data14 == "string" && !pattern11.test(data14)) {
                let err33 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/memory", schemaPath: "#/properties/services/additionalProperties/properties/memory/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)? ?(MB|GB)$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)? ?(MB|GB)$"' };
                vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
              }
            }
            if (data3.routes !== void 0) {
              let data15 = data3.routes;
              if (!Array.isArray(data15) && data15 !== null) {
                let err34 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes", schemaPath: "#/properties/services/additionalProperties/properties/routes/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.routes.type }, message: "must be array,null" };
                vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
              }
              if (Array.isArray(data15)) {
                if (data15.length > 5) {
                  let err35 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes", schemaPath: "#/properties/services/additionalProperties/properties/routes/maxItems", keyword: "maxItems", params: { limit: 5 }, message: "must NOT have more than 5 items" };
                  vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
                }
                if (data15.length < 1) {
                  let err36 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes", schemaPath: "#/properties/services/additionalProperties/properties/routes/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
                  vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
                }
                let len0 = data15.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  let data16 = data15[i0];
                  if (typeof data16 == "string") {
                    if (!pattern12.test(data16)) {
                      let err37 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes/" + i0, schemaPath: "#/properties/services/additionalProperties/properties/routes/items/pattern", keyword: "pattern", params: { pattern: `^/[A-Za-z0-9_.$/~"'@:+&?*-]{0,127}$` }, message: `must match pattern "^/[A-Za-z0-9_.$/~"'@:+&?*-]{0,127}$"` };
                      vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
                    }
                  } else {
                    let err38 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes/" + i0, schemaPath: "#/properties/services/additionalProperties/properties/routes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
                  }
                }
                let i1 = data15.length, j0;
                if (i1 > 1) {
                  let indices0 = {};
                  for (; i1--; ) {
                    let item0 = data15[i1];
                    if (typeof item0 == "string") {
                      if (typeof indices0[item0] == "number") {
                        j0 = indices0[item0];
                        let err39 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes", schemaPath: "#/properties/services/additionalProperties/properties/routes/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
                        vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
                        break;
                      }
                      indices0[item0] = i1;
                    }
                  }
                }
              }
            }
            if (data3.health !== void 0) {
              let data17 = data3.health;
              if (!(data17 && typeof data17 == "object" && !Array.isArray(data17)) && data17 !== null) {
                let err40 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health", schemaPath: "#/properties/services/additionalProperties/properties/health/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.health.type }, message: "must be object,null" };
                vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
              }
              if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
                for (let key7 in data17)
                  if (!(key7 === "path" || key7 === "interval" || key7 === "timeout" || key7 === "healthyThreshold" || key7 === "unhealthyThreshold" || key7 === "gracePeriod" || key7 === "command")) {
                    let err41 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health", schemaPath: "#/properties/services/additionalProperties/properties/health/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
                  }
                if (data17.path !== void 0) {
                  let data18 = data17.path;
                  if (typeof data18 != "string" && data18 !== null) {
                    let err42 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/path", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/path/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.health.properties.path.type }, message: "must be string,null" };
                    vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
                  }
                  if (typeof data18 == "string" && !pattern13.test(data18)) {
                    let err43 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/path", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/path/pattern", keyword: "pattern", params: { pattern: "^/[!-~]{0,1023}$" }, message: 'must match pattern "^/[!-~]{0,1023}$"' };
                    vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
                  }
                }
                if (data17.interval !== void 0) {
                  let data19 = data17.interval;
                  if (typeof data19 != "string" && data19 !== null) {
                    let err44 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/interval", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/interval/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.health.properties.interval.type }, message: "must be string,null" };
                    vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
                  }
                  if (typeof data19 == "string" && !pattern14.test(data19)) {
                    let err45 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/interval", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/interval/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                    vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
                  }
                }
                if (data17.timeout !== void 0) {
                  let data20 = data17.timeout;
                  if (typeof data20 != "string" && data20 !== null) {
                    let err46 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/timeout", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/timeout/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.health.properties.timeout.type }, message: "must be string,null" };
                    vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
                  }
                  if (typeof data20 == "string" && !pattern14.test(data20)) {
                    let err47 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/timeout", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/timeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                    vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
                  }
                }
                if (data17.healthyThreshold !== void 0) {
                  let data21 = data17.healthyThreshold;
                  if (!(typeof data21 == "number" && !(data21 % 1) && !isNaN(data21) && isFinite(data21)) && data21 !== null) {
                    let err48 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/healthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/healthyThreshold/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.health.properties.healthyThreshold.type }, message: "must be integer,null" };
                    vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
                  }
                  if (typeof data21 == "number" && isFinite(data21)) {
                    if (data21 > 10 || isNaN(data21)) {
                      let err49 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/healthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/healthyThreshold/maximum", keyword: "maximum", params: { comparison: "<=", limit: 10 }, message: "must be <= 10" };
                      vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
                    }
                    if (data21 < 2 || isNaN(data21)) {
                      let err50 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/healthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/healthyThreshold/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
                      vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
                    }
                  }
                }
                if (data17.unhealthyThreshold !== void 0) {
                  let data22 = data17.unhealthyThreshold;
                  if (!(typeof data22 == "number" && !(data22 % 1) && !isNaN(data22) && isFinite(data22)) && data22 !== null) {
                    let err51 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/unhealthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/unhealthyThreshold/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.health.properties.unhealthyThreshold.type }, message: "must be integer,null" };
                    vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
                  }
                  if (typeof data22 == "number" && isFinite(data22)) {
                    if (data22 > 10 || isNaN(data22)) {
                      let err52 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/unhealthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/unhealthyThreshold/maximum", keyword: "maximum", params: { comparison: "<=", limit: 10 }, message: "must be <= 10" };
                      vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
                    }
                    if (data22 < 2 || isNaN(data22)) {
                      let err53 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/unhealthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/unhealthyThreshold/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
                      vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
                    }
                  }
                }
                if (data17.gracePeriod !== void 0) {
                  let data23 = data17.gracePeriod;
                  if (typeof data23 != "string" && data23 !== null) {
                    let err54 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/gracePeriod", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/gracePeriod/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.health.properties.gracePeriod.type }, message: "must be string,null" };
                    vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
                  }
                  if (typeof data23 == "string" && !pattern14.test(data23)) {
                    let err55 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/gracePeriod", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/gracePeriod/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                    vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
                  }
                }
                if (data17.command !== void 0) {
                  let data24 = data17.command;
                  if (!Array.isArray(data24) && data24 !== null) {
                    let err56 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/command", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/command/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.health.properties.command.type }, message: "must be array,null" };
                    vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
                  }
                  if (Array.isArray(data24)) {
                    if (data24.length < 1) {
                      let err57 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/command", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/command/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
                      vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
                    }
                    let len1 = data24.length;
                    for (let i2 = 0; i2 < len1; i2++)
                      if (typeof data24[i2] != "string") {
                        let err58 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/command/" + i2, schemaPath: "#/properties/services/additionalProperties/properties/health/properties/command/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
                      }
                  }
                }
              }
            }
            if (data3.deregistrationDelay !== void 0) {
              let data26 = data3.deregistrationDelay;
              if (typeof data26 != "string" && data26 !== null) {
                let err59 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deregistrationDelay", schemaPath: "#/properties/services/additionalProperties/properties/deregistrationDelay/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.deregistrationDelay.type }, message: "must be string,null" };
                vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
              }
              if (typeof data26 == "string" && !pattern14.test(data26)) {
                let err60 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deregistrationDelay", schemaPath: "#/properties/services/additionalProperties/properties/deregistrationDelay/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
              }
            }
            if (data3.stopTimeout !== void 0) {
              let data27 = data3.stopTimeout;
              if (typeof data27 != "string" && data27 !== null) {
                let err61 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/stopTimeout", schemaPath: "#/properties/services/additionalProperties/properties/stopTimeout/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.stopTimeout.type }, message: "must be string,null" };
                vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
              }
              if (typeof data27 == "string" && !pattern14.test(data27)) {
                let err62 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/stopTimeout", schemaPath: "#/properties/services/additionalProperties/properties/stopTimeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
              }
            }
            if (data3.user !== void 0) {
              let data28 = data3.user;
              if (typeof data28 != "string" && data28 !== null) {
                let err63 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/user", schemaPath: "#/properties/services/additionalProperties/properties/user/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.user.type }, message: "must be string,null" };
                vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
              }
              if (typeof data28 == "string" && !pattern19.test(data28)) {
                let err64 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/user", schemaPath: "#/properties/services/additionalProperties/properties/user/pattern", keyword: "pattern", params: { pattern: "^(?!(root|0+)(:|$))[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$" }, message: 'must match pattern "^(?!(root|0+)(:|$))[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$"' };
                vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
              }
            }
            if (data3.environment !== void 0) {
              let data29 = data3.environment;
              if (!(data29 && typeof data29 == "object" && !Array.isArray(data29)) && data29 !== null) {
                let err65 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/environment", schemaPath: "#/properties/services/additionalProperties/properties/environment/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.environment.type }, message: "must be object,null" };
                vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
              }
              if (data29 && typeof data29 == "object" && !Array.isArray(data29)) {
                for (let key8 in data29) {
                  let _errs69 = errors;
                  if (typeof key8 == "string" && !pattern8.test(key8)) {
                    let err66 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/environment", schemaPath: "#/properties/services/additionalProperties/properties/environment/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', propertyName: key8 };
                    vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
                  }
                  var valid13 = _errs69 === errors;
                  if (!valid13) {
                    let err67 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/environment", schemaPath: "#/properties/services/additionalProperties/properties/environment/propertyNames", keyword: "propertyNames", params: { propertyName: key8 }, message: "property name must be valid" };
                    vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
                  }
                }
                for (let key9 in data29) {
                  let data30 = data29[key9];
                  if (typeof data30 != "string" && !(typeof data30 == "number" && isFinite(data30)) && typeof data30 != "boolean" && data30 !== null) {
                    let err68 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/environment/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/properties/environment/additionalProperties/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.environment.additionalProperties.type }, message: "must be string,number,boolean,null" };
                    vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
                  }
                }
              }
            }
            if (data3.secrets !== void 0) {
              let data31 = data3.secrets;
              if (!(data31 && typeof data31 == "object" && !Array.isArray(data31)) && data31 !== null) {
                let err69 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets", schemaPath: "#/properties/services/additionalProperties/properties/secrets/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.secrets.type }, message: "must be object,null" };
                vErrors === null ? vErrors = [err69] : vErrors.push(err69), errors++;
              }
              if (data31 && typeof data31 == "object" && !Array.isArray(data31)) {
                for (let key10 in data31) {
                  let _errs75 = errors;
                  if (typeof key10 == "string" && !pattern8.test(key10)) {
                    let err70 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets", schemaPath: "#/properties/services/additionalProperties/properties/secrets/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', propertyName: key10 };
                    vErrors === null ? vErrors = [err70] : vErrors.push(err70), errors++;
                  }
                  var valid15 = _errs75 === errors;
                  if (!valid15) {
                    let err71 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets", schemaPath: "#/properties/services/additionalProperties/properties/secrets/propertyNames", keyword: "propertyNames", params: { propertyName: key10 }, message: "property name must be valid" };
                    vErrors === null ? vErrors = [err71] : vErrors.push(err71), errors++;
                  }
                }
                for (let key11 in data31) {
                  let data32 = data31[key11];
                  if (typeof data32 != "string" && data32 !== null) {
                    let err72 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/properties/secrets/additionalProperties/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.secrets.additionalProperties.type }, message: "must be string,null" };
                    vErrors === null ? vErrors = [err72] : vErrors.push(err72), errors++;
                  }
                  if (typeof data32 == "string" && !pattern22.test(data32)) {
                    let err73 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/properties/secrets/additionalProperties/pattern", keyword: "pattern", params: { pattern: "^(ssm:/?[A-Za-z0-9_.${}/-]+|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9_.${}/+=@-]+)$" }, message: 'must match pattern "^(ssm:/?[A-Za-z0-9_.${}/-]+|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9_.${}/+=@-]+)$"' };
                    vErrors === null ? vErrors = [err73] : vErrors.push(err73), errors++;
                  }
                }
              }
            }
            if (data3.logs !== void 0) {
              let data33 = data3.logs;
              if (!(data33 && typeof data33 == "object" && !Array.isArray(data33)) && data33 !== null) {
                let err74 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/logs", schemaPath: "#/properties/services/additionalProperties/properties/logs/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.logs.type }, message: "must be object,null" };
                vErrors === null ? vErrors = [err74] : vErrors.push(err74), errors++;
              }
              if (data33 && typeof data33 == "object" && !Array.isArray(data33)) {
                for (let key12 in data33)
                  if (key12 !== "retentionDays") {
                    let err75 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/logs", schemaPath: "#/properties/services/additionalProperties/properties/logs/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key12 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err75] : vErrors.push(err75), errors++;
                  }
                if (data33.retentionDays !== void 0) {
                  let data34 = data33.retentionDays;
                  if (!(typeof data34 == "number" && !(data34 % 1) && !isNaN(data34) && isFinite(data34)) && data34 !== null) {
                    let err76 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/logs/retentionDays", schemaPath: "#/properties/services/additionalProperties/properties/logs/properties/retentionDays/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.logs.properties.retentionDays.type }, message: "must be integer,null" };
                    vErrors === null ? vErrors = [err76] : vErrors.push(err76), errors++;
                  }
                  if (!(data34 === 1 || data34 === 3 || data34 === 5 || data34 === 7 || data34 === 14 || data34 === 30 || data34 === 60 || data34 === 90 || data34 === 120 || data34 === 150 || data34 === 180 || data34 === 365 || data34 === 400 || data34 === 545 || data34 === 731 || data34 === 1096 || data34 === 1827 || data34 === 2192 || data34 === 2557 || data34 === 2922 || data34 === 3288 || data34 === 3653 || data34 === null)) {
                    let err77 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/logs/retentionDays", schemaPath: "#/properties/services/additionalProperties/properties/logs/properties/retentionDays/enum", keyword: "enum", params: { allowedValues: schema32.properties.services.additionalProperties.properties.logs.properties.retentionDays.enum }, message: "must be equal to one of the allowed values" };
                    vErrors === null ? vErrors = [err77] : vErrors.push(err77), errors++;
                  }
                }
              }
            }
            if (data3.deployment !== void 0) {
              let data35 = data3.deployment;
              if (!(data35 && typeof data35 == "object" && !Array.isArray(data35)) && data35 !== null) {
                let err78 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment", schemaPath: "#/properties/services/additionalProperties/properties/deployment/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.deployment.type }, message: "must be object,null" };
                vErrors === null ? vErrors = [err78] : vErrors.push(err78), errors++;
              }
              if (data35 && typeof data35 == "object" && !Array.isArray(data35)) {
                for (let key13 in data35)
                  if (!(key13 === "minimumHealthyPercent" || key13 === "maximumPercent" || key13 === "timeout")) {
                    let err79 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment", schemaPath: "#/properties/services/additionalProperties/properties/deployment/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key13 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err79] : vErrors.push(err79), errors++;
                  }
                if (data35.minimumHealthyPercent !== void 0) {
                  let data36 = data35.minimumHealthyPercent;
                  if (!(typeof data36 == "number" && !(data36 % 1) && !isNaN(data36) && isFinite(data36)) && data36 !== null) {
                    let err80 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/minimumHealthyPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/minimumHealthyPercent/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.deployment.properties.minimumHealthyPercent.type }, message: "must be integer,null" };
                    vErrors === null ? vErrors = [err80] : vErrors.push(err80), errors++;
                  }
                  if (typeof data36 == "number" && isFinite(data36)) {
                    if (data36 > 100 || isNaN(data36)) {
                      let err81 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/minimumHealthyPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/minimumHealthyPercent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                      vErrors === null ? vErrors = [err81] : vErrors.push(err81), errors++;
                    }
                    if (data36 < 0 || isNaN(data36)) {
                      let err82 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/minimumHealthyPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/minimumHealthyPercent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                      vErrors === null ? vErrors = [err82] : vErrors.push(err82), errors++;
                    }
                  }
                }
                if (data35.maximumPercent !== void 0) {
                  let data37 = data35.maximumPercent;
                  if (!(typeof data37 == "number" && !(data37 % 1) && !isNaN(data37) && isFinite(data37)) && data37 !== null) {
                    let err83 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/maximumPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/maximumPercent/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.deployment.properties.maximumPercent.type }, message: "must be integer,null" };
                    vErrors === null ? vErrors = [err83] : vErrors.push(err83), errors++;
                  }
                  if (typeof data37 == "number" && isFinite(data37)) {
                    if (data37 > 200 || isNaN(data37)) {
                      let err84 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/maximumPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/maximumPercent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 200 }, message: "must be <= 200" };
                      vErrors === null ? vErrors = [err84] : vErrors.push(err84), errors++;
                    }
                    if (data37 < 100 || isNaN(data37)) {
                      let err85 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/maximumPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/maximumPercent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 100 }, message: "must be >= 100" };
                      vErrors === null ? vErrors = [err85] : vErrors.push(err85), errors++;
                    }
                  }
                }
                if (data35.timeout !== void 0) {
                  let data38 = data35.timeout;
                  if (typeof data38 != "string" && data38 !== null) {
                    let err86 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/timeout", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/timeout/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.deployment.properties.timeout.type }, message: "must be string,null" };
                    vErrors === null ? vErrors = [err86] : vErrors.push(err86), errors++;
                  }
                  if (typeof data38 == "string" && !pattern14.test(data38)) {
                    let err87 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/timeout", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/timeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                    vErrors === null ? vErrors = [err87] : vErrors.push(err87), errors++;
                  }
                }
              }
            }
            if (data3.scaling !== void 0) {
              let data39 = data3.scaling;
              if (!(data39 && typeof data39 == "object" && !Array.isArray(data39)) && data39 !== null) {
                let err88 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling", schemaPath: "#/properties/services/additionalProperties/properties/scaling/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.scaling.type }, message: "must be object,null" };
                vErrors === null ? vErrors = [err88] : vErrors.push(err88), errors++;
              }
              if (data39 && typeof data39 == "object" && !Array.isArray(data39)) {
                for (let key14 in data39)
                  if (!(key14 === "min" || key14 === "max" || key14 === "cpu" || key14 === "memory" || key14 === "outCooldown" || key14 === "inCooldown")) {
                    let err89 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling", schemaPath: "#/properties/services/additionalProperties/properties/scaling/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key14 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err89] : vErrors.push(err89), errors++;
                  }
                if (data39.min !== void 0) {
                  let data40 = data39.min;
                  if (!(typeof data40 == "number" && !(data40 % 1) && !isNaN(data40) && isFinite(data40)) && data40 !== null) {
                    let err90 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/min", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/min/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.scaling.properties.min.type }, message: "must be integer,null" };
                    vErrors === null ? vErrors = [err90] : vErrors.push(err90), errors++;
                  }
                  if (typeof data40 == "number" && isFinite(data40)) {
                    if (data40 > 1e3 || isNaN(data40)) {
                      let err91 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/min", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/min/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000" };
                      vErrors === null ? vErrors = [err91] : vErrors.push(err91), errors++;
                    }
                    if (data40 < 0 || isNaN(data40)) {
                      let err92 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/min", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/min/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                      vErrors === null ? vErrors = [err92] : vErrors.push(err92), errors++;
                    }
                  }
                }
                if (data39.max !== void 0) {
                  let data41 = data39.max;
                  if (!(typeof data41 == "number" && !(data41 % 1) && !isNaN(data41) && isFinite(data41)) && data41 !== null) {
                    let err93 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/max", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/max/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.scaling.properties.max.type }, message: "must be integer,null" };
                    vErrors === null ? vErrors = [err93] : vErrors.push(err93), errors++;
                  }
                  if (typeof data41 == "number" && isFinite(data41)) {
                    if (data41 > 1e3 || isNaN(data41)) {
                      let err94 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/max", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/max/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000" };
                      vErrors === null ? vErrors = [err94] : vErrors.push(err94), errors++;
                    }
                    if (data41 < 1 || isNaN(data41)) {
                      let err95 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/max", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/max/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      vErrors === null ? vErrors = [err95] : vErrors.push(err95), errors++;
                    }
                  }
                }
                if (data39.cpu !== void 0) {
                  let data42 = data39.cpu;
                  if (!(typeof data42 == "number" && !(data42 % 1) && !isNaN(data42) && isFinite(data42)) && data42 !== null) {
                    let err96 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/cpu", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/cpu/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.scaling.properties.cpu.type }, message: "must be integer,null" };
                    vErrors === null ? vErrors = [err96] : vErrors.push(err96), errors++;
                  }
                  if (typeof data42 == "number" && isFinite(data42)) {
                    if (data42 > 100 || isNaN(data42)) {
                      let err97 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/cpu", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/cpu/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                      vErrors === null ? vErrors = [err97] : vErrors.push(err97), errors++;
                    }
                    if (data42 < 1 || isNaN(data42)) {
                      let err98 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/cpu", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/cpu/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      vErrors === null ? vErrors = [err98] : vErrors.push(err98), errors++;
                    }
                  }
                }
                if (data39.memory !== void 0) {
                  let data43 = data39.memory;
                  if (!(typeof data43 == "number" && !(data43 % 1) && !isNaN(data43) && isFinite(data43)) && data43 !== null) {
                    let err99 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/memory", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/memory/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.scaling.properties.memory.type }, message: "must be integer,null" };
                    vErrors === null ? vErrors = [err99] : vErrors.push(err99), errors++;
                  }
                  if (typeof data43 == "number" && isFinite(data43)) {
                    if (data43 > 100 || isNaN(data43)) {
                      let err100 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/memory", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/memory/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                      vErrors === null ? vErrors = [err100] : vErrors.push(err100), errors++;
                    }
                    if (data43 < 1 || isNaN(data43)) {
                      let err101 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/memory", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/memory/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      vErrors === null ? vErrors = [err101] : vErrors.push(err101), errors++;
                    }
                  }
                }
                if (data39.outCooldown !== void 0) {
                  let data44 = data39.outCooldown;
                  if (typeof data44 != "string" && data44 !== null) {
                    let err102 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/outCooldown", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/outCooldown/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.scaling.properties.outCooldown.type }, message: "must be string,null" };
                    vErrors === null ? vErrors = [err102] : vErrors.push(err102), errors++;
                  }
                  if (typeof data44 == "string" && !pattern14.test(data44)) {
                    let err103 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/outCooldown", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/outCooldown/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                    vErrors === null ? vErrors = [err103] : vErrors.push(err103), errors++;
                  }
                }
                if (data39.inCooldown !== void 0) {
                  let data45 = data39.inCooldown;
                  if (typeof data45 != "string" && data45 !== null) {
                    let err104 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/inCooldown", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/inCooldown/type", keyword: "type", params: { type: schema32.properties.services.additionalProperties.properties.scaling.properties.inCooldown.type }, message: "must be string,null" };
                    vErrors === null ? vErrors = [err104] : vErrors.push(err104), errors++;
                  }
                  if (typeof data45 == "string" && !pattern14.test(data45)) {
                    let err105 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/inCooldown", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/inCooldown/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                    vErrors === null ? vErrors = [err105] : vErrors.push(err105), errors++;
                  }
                }
              }
            }
          }
        }
      }
    }
    if (data.cluster !== void 0) {
      let data46 = data.cluster;
      if (!(data46 && typeof data46 == "object" && !Array.isArray(data46)) && data46 !== null) {
        let err106 = { instancePath: instancePath + "/cluster", schemaPath: "#/properties/cluster/type", keyword: "type", params: { type: schema32.properties.cluster.type }, message: "must be object,null" };
        vErrors === null ? vErrors = [err106] : vErrors.push(err106), errors++;
      }
      if (data46 && typeof data46 == "object" && !Array.isArray(data46)) {
        for (let key15 in data46)
          if (!(key15 === "containerInsights" || key15 === "capacity")) {
            let err107 = { instancePath: instancePath + "/cluster", schemaPath: "#/properties/cluster/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key15 }, message: "must NOT have additional properties" };
            vErrors === null ? vErrors = [err107] : vErrors.push(err107), errors++;
          }
        if (data46.containerInsights !== void 0) {
          let data47 = data46.containerInsights;
          if (typeof data47 != "boolean" && data47 !== null) {
            let err108 = { instancePath: instancePath + "/cluster/containerInsights", schemaPath: "#/properties/cluster/properties/containerInsights/type", keyword: "type", params: { type: schema32.properties.cluster.properties.containerInsights.type }, message: "must be boolean,null" };
            vErrors === null ? vErrors = [err108] : vErrors.push(err108), errors++;
          }
        }
        if (data46.capacity !== void 0) {
          let data48 = data46.capacity;
          if (typeof data48 != "string" && data48 !== null) {
            let err109 = { instancePath: instancePath + "/cluster/capacity", schemaPath: "#/properties/cluster/properties/capacity/type", keyword: "type", params: { type: schema32.properties.cluster.properties.capacity.type }, message: "must be string,null" };
            vErrors === null ? vErrors = [err109] : vErrors.push(err109), errors++;
          }
          if (!(data48 === "on-demand" || data48 === "spot" || data48 === null)) {
            let err110 = { instancePath: instancePath + "/cluster/capacity", schemaPath: "#/properties/cluster/properties/capacity/enum", keyword: "enum", params: { allowedValues: schema32.properties.cluster.properties.capacity.enum }, message: "must be equal to one of the allowed values" };
            vErrors === null ? vErrors = [err110] : vErrors.push(err110), errors++;
          }
        }
      }
    }
    if (data.loadBalancer !== void 0) {
      let data49 = data.loadBalancer;
      if (!(data49 && typeof data49 == "object" && !Array.isArray(data49)) && data49 !== null) {
        let err111 = { instancePath: instancePath + "/loadBalancer", schemaPath: "#/properties/loadBalancer/type", keyword: "type", params: { type: schema32.properties.loadBalancer.type }, message: "must be object,null" };
        vErrors === null ? vErrors = [err111] : vErrors.push(err111), errors++;
      }
      if (data49 && typeof data49 == "object" && !Array.isArray(data49)) {
        for (let key16 in data49)
          if (!(key16 === "deletionProtection" || key16 === "idleTimeout")) {
            let err112 = { instancePath: instancePath + "/loadBalancer", schemaPath: "#/properties/loadBalancer/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key16 }, message: "must NOT have additional properties" };
            vErrors === null ? vErrors = [err112] : vErrors.push(err112), errors++;
          }
        if (data49.deletionProtection !== void 0) {
          let data50 = data49.deletionProtection;
          if (typeof data50 != "boolean" && data50 !== null) {
            let err113 = { instancePath: instancePath + "/loadBalancer/deletionProtection", schemaPath: "#/properties/loadBalancer/properties/deletionProtection/type", keyword: "type", params: { type: schema32.properties.loadBalancer.properties.deletionProtection.type }, message: "must be boolean,null" };
            vErrors === null ? vErrors = [err113] : vErrors.push(err113), errors++;
          }
        }
        if (data49.idleTimeout !== void 0) {
          let data51 = data49.idleTimeout;
          if (typeof data51 != "string" && data51 !== null) {
            let err114 = { instancePath: instancePath + "/loadBalancer/idleTimeout", schemaPath: "#/properties/loadBalancer/properties/idleTimeout/type", keyword: "type", params: { type: schema32.properties.loadBalancer.properties.idleTimeout.type }, message: "must be string,null" };
            vErrors === null ? vErrors = [err114] : vErrors.push(err114), errors++;
          }
          if (typeof data51 == "string" && !pattern14.test(data51)) {
            let err115 = { instancePath: instancePath + "/loadBalancer/idleTimeout", schemaPath: "#/properties/loadBalancer/properties/idleTimeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
            vErrors === null ? vErrors = [err115] : vErrors.push(err115), errors++;
          }
        }
      }
    }
    if (data.network !== void 0) {
      let data52 = data.network;
      if (!(data52 && typeof data52 == "object" && !Array.isArray(data52)) && data52 !== null) {
        let err116 = { instancePath: instancePath + "/network", schemaPath: "#/properties/network/type", keyword: "type", params: { type: schema32.properties.network.type }, message: "must be object,null" };
        vErrors === null ? vErrors = [err116] : vErrors.push(err116), errors++;
      }
      if (data52 && typeof data52 == "object" && !Array.isArray(data52)) {
        for (let key17 in data52)
          if (!(key17 === "cidr" || key17 === "zones" || key17 === "nat")) {
            let err117 = { instancePath: instancePath + "/network", schemaPath: "#/properties/network/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key17 }, message: "must NOT have additional properties" };
            vErrors === null ? vErrors = [err117] : vErrors.push(err117), errors++;
          }
        if (data52.cidr !== void 0) {
          let data53 = data52.cidr;
          if (typeof data53 != "string" && data53 !== null) {
            let err118 = { instancePath: instancePath + "/network/cidr", schemaPath: "#/properties/network/properties/cidr/type", keyword: "type", params: { type: schema32.properties.network.properties.cidr.type }, message: "must be string,null" };
            vErrors === null ? vErrors = [err118] : vErrors.push(err118), errors++;
          }
          if (typeof data53 == "string" && !pattern27.test(data53)) {
            let err119 = { instancePath: instancePath + "/network/cidr", schemaPath: "#/properties/network/properties/cidr/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}$" }, message: 'must match pattern "^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}$"' };
            vErrors === null ? vErrors = [err119] : vErrors.push(err119), errors++;
          }
        }
        if (data52.zones !== void 0) {
          let data54 = data52.zones;
          if (!(typeof data54 == "number" && !(data54 % 1) && !isNaN(data54) && isFinite(data54)) && data54 !== null) {
            let err120 = { instancePath: instancePath + "/network/zones", schemaPath: "#/properties/network/properties/zones/type", keyword: "type", params: { type: schema32.properties.network.properties.zones.type }, message: "must be integer,null" };
            vErrors === null ? vErrors = [err120] : vErrors.push(err120), errors++;
          }
          if (typeof data54 == "number" && isFinite(data54)) {
            if (data54 > 3 || isNaN(data54)) {
              let err121 = { instancePath: instancePath + "/network/zones", schemaPath: "#/properties/network/properties/zones/maximum", keyword: "maximum", params: { comparison: "<=", limit: 3 }, message: "must be <= 3" };
              vErrors === null ? vErrors = [err121] : vErrors.push(err121), errors++;
            }
            if (data54 < 2 || isNaN(data54)) {
              let err122 = { instancePath: instancePath + "/network/zones", schemaPath: "#/properties/network/properties/zones/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
              vErrors === null ? vErrors = [err122] : vErrors.push(err122), errors++;
            }
          }
        }
        if (data52.nat !== void 0) {
          let data55 = data52.nat;
          if (typeof data55 != "string" && data55 !== null) {
            let err123 = { instancePath: instancePath + "/network/nat", schemaPath: "#/properties/network/properties/nat/type", keyword: "type", params: { type: schema32.properties.network.properties.nat.type }, message: "must be string,null" };
            vErrors === null ? vErrors = [err123] : vErrors.push(err123), errors++;
          }
          if (!(data55 === "per-zone" || data55 === "single" || data55 === "none" || data55 === null)) {
            let err124 = { instancePath: instancePath + "/network/nat", schemaPath: "#/properties/network/properties/nat/enum", keyword: "enum", params: { allowedValues: schema32.properties.network.properties.nat.enum }, message: "must be equal to one of the allowed values" };
            vErrors === null ? vErrors = [err124] : vErrors.push(err124), errors++;
          }
        }
      }
    }
    if (data.registry !== void 0) {
      let data56 = data.registry;
      if (!(data56 && typeof data56 == "object" && !Array.isArray(data56)) && data56 !== null) {
        let err125 = { instancePath: instancePath + "/registry", schemaPath: "#/properties/registry/type", keyword: "type", params: { type: schema32.properties.registry.type }, message: "must be object,null" };
        vErrors === null ? vErrors = [err125] : vErrors.push(err125), errors++;
      }
      if (data56 && typeof data56 == "object" && !Array.isArray(data56)) {
        for (let key18 in data56)
          if (!(key18 === "scanOnPush" || key18 === "immutableTags" || key18 === "keep")) {
            let err126 = { instancePath: instancePath + "/registry", schemaPath: "#/properties/registry/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key18 }, message: "must NOT have additional properties" };
            vErrors === null ? vErrors = [err126] : vErrors.push(err126), errors++;
          }
        if (data56.scanOnPush !== void 0) {
          let data57 = data56.scanOnPush;
          if (typeof data57 != "boolean" && data57 !== null) {
            let err127 = { instancePath: instancePath + "/registry/scanOnPush", schemaPath: "#/properties/registry/properties/scanOnPush/type", keyword: "type", params: { type: schema32.properties.registry.properties.scanOnPush.type }, message: "must be boolean,null" };
            vErrors === null ? vErrors = [err127] : vErrors.push(err127), errors++;
          }
        }
        if (data56.immutableTags !== void 0) {
          let data58 = data56.immutableTags;
          if (typeof data58 != "boolean" && data58 !== null) {
            let err128 = { instancePath: instancePath + "/registry/immutableTags", schemaPath: "#/properties/registry/properties/immutableTags/type", keyword: "type", params: { type: schema32.properties.registry.properties.immutableTags.type }, message: "must be boolean,null" };
            vErrors === null ? vErrors = [err128] : vErrors.push(err128), errors++;
          }
        }
        if (data56.keep !== void 0) {
          let data59 = data56.keep;
          if (!(typeof data59 == "number" && !(data59 % 1) && !isNaN(data59) && isFinite(data59)) && data59 !== null) {
            let err129 = { instancePath: instancePath + "/registry/keep", schemaPath: "#/properties/registry/properties/keep/type", keyword: "type", params: { type: schema32.properties.registry.properties.keep.type }, message: "must be integer,null" };
            vErrors === null ? vErrors = [err129] : vErrors.push(err129), errors++;
          }
          if (typeof data59 == "number" && isFinite(data59)) {
            if (data59 > 1e3 || isNaN(data59)) {
              let err130 = { instancePath: instancePath + "/registry/keep", schemaPath: "#/properties/registry/properties/keep/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000" };
              vErrors === null ? vErrors = [err130] : vErrors.push(err130), errors++;
            }
            if (data59 < 1 || isNaN(data59)) {
              let err131 = { instancePath: instancePath + "/registry/keep", schemaPath: "#/properties/registry/properties/keep/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
              vErrors === null ? vErrors = [err131] : vErrors.push(err131), errors++;
            }
          }
        }
      }
    }
    if (data.account !== void 0) {
      let data60 = data.account;
      if (typeof data60 != "string" && data60 !== null) {
        let err132 = { instancePath: instancePath + "/account", schemaPath: "#/properties/account/type", keyword: "type", params: { type: schema32.properties.account.type }, message: "must be string,null" };
        vErrors === null ? vErrors = [err132] : vErrors.push(err132), errors++;
      }
      if (typeof data60 == "string" && !pattern51.test(data60)) {
        let err133 = { instancePath: instancePath + "/account", schemaPath: "#/properties/account/pattern", keyword: "pattern", params: { pattern: "^[0-9]{12}$" }, message: 'must match pattern "^[0-9]{12}$"' };
        vErrors === null ? vErrors = [err133] : vErrors.push(err133), errors++;
      }
    }
    if (data.target !== void 0) {
      let data61 = data.target;
      if (typeof data61 != "string" && data61 !== null) {
        let err134 = { instancePath: instancePath + "/target", schemaPath: "#/properties/target/type", keyword: "type", params: { type: schema32.properties.target.type }, message: "must be string,null" };
        vErrors === null ? vErrors = [err134] : vErrors.push(err134), errors++;
      }
      if (!(data61 === "aws" || data61 === "sandbox" || data61 === null)) {
        let err135 = { instancePath: instancePath + "/target", schemaPath: "#/properties/target/enum", keyword: "enum", params: { allowedValues: schema32.properties.target.enum }, message: "must be equal to one of the allowed values" };
        vErrors === null ? vErrors = [err135] : vErrors.push(err135), errors++;
      }
    }
  } else {
    let err136 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    vErrors === null ? vErrors = [err136] : vErrors.push(err136), errors++;
  }
  return validate21.errors = vErrors, errors === 0;
}
validate21.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
var merged = validate22, schema33 = { type: "object", description: "An application: what it needs from AWS, described once. What differs per environment stands in environments/<name>.yaml.", required: ["app", "region"], additionalProperties: !1, properties: { app: { type: "string", description: "Name of the application. The names of its stacks, repositories and log groups begin with it.", pattern: "^[a-z][a-z0-9-]{0,18}[a-z0-9]$", examples: ["demo-app"] }, region: { type: "string", description: "AWS Region to deploy to. An environment may name another one.", pattern: "^[a-z]{2}(-[a-z]+)+-[0-9]$", examples: ["us-east-1", "eu-central-1"] }, defaultEnvironment: { type: "string", description: "The environment that reading commands take where --env is not given.", pattern: "^[a-z][a-z0-9-]{0,19}$", default: "dev", examples: ["staging"] }, services: { type: "object", description: "The services of the application by name. Each gets a stack of its own.", default: {}, examples: [{ api: { build: "./service", port: 8080 } }], propertyNames: { pattern: "^[a-z][a-z0-9-]{0,18}[a-z0-9]$" }, additionalProperties: { type: "object", description: "One containerised service on ECS Fargate.", examples: [{ type: "web", build: "./service", port: 8080, routes: ["/*"] }], additionalProperties: !1, properties: { type: { type: "string", description: "What kind of service: `web` answers HTTP behind the load balancer.", enum: ["web"], default: "web", examples: ["web"] }, build: { type: ["string", "object"], description: "Where its image is built from: the folder of the service with a Dockerfile, or the build's context, Dockerfile, arguments and target stage.", minLength: 1, examples: ["./service", { context: ".", dockerfile: "service/Dockerfile" }], additionalProperties: !1, properties: { context: { type: "string", description: "The folder that the build sees, relative to platform.yaml.", minLength: 1, default: ".", examples: ["./service"] }, dockerfile: { type: "string", description: "The Dockerfile, relative to platform.yaml. Without it: Dockerfile in the context.", minLength: 1, examples: ["service/Dockerfile"] }, args: { type: "object", description: "Build arguments (ARG). They are visible in the image's history: never put a secret here.", default: {}, examples: [{ NODE_VERSION: "24" }], propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, additionalProperties: { type: "string", description: "Value of the build argument.", examples: ["24"] } }, target: { type: "string", description: "The stage of the Dockerfile to build. Without it: the last one.", minLength: 1, examples: ["runtime"] } } }, image: { type: "string", description: "An image that is not built here, by digest.", pattern: "^[a-z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}$", examples: ["registry.example.com/team/app@sha256:0000000000000000000000000000000000000000000000000000000000000000"] }, port: { type: "integer", description: "The port on which the container listens. It gets it as PORT.", minimum: 1, maximum: 65535, default: 8080, examples: [3e3] }, cpu: { type: ["integer", "string"], description: "CPU of a task, in CPU units (1024 are one vCPU) or as vCPU.", pattern: "^[0-9]+(\\.[0-9]+)? ?vCPU$", default: 256, examples: [512, "0.5 vCPU"] }, memory: { type: ["integer", "string"], description: "Memory of a task, in MiB or with a unit. Fargate offers fixed pairs of CPU and memory.", pattern: "^[0-9]+(\\.[0-9]+)? ?(MB|GB)$", default: 512, examples: [1024, "1 GB"] }, routes: { type: "array", description: "Path patterns of the load balancer that lead to this service; `*` stands for any run of characters, `?` for one.", minItems: 1, maxItems: 5, uniqueItems: !0, items: { type: "string", description: "A path pattern.", pattern: `^/[A-Za-z0-9_.$/~"'@:+&?*-]{0,127}$`, examples: ["/api/*"] }, default: ["/*"], examples: [["/api/*", "/v2/*"]] }, health: { type: "object", description: "The health check of the load balancer.", default: {}, examples: [{ path: "/health", interval: "30s", timeout: "5s" }], additionalProperties: !1, properties: { path: { type: "string", description: "The path that answers 200 while the service is healthy.", pattern: "^/[!-~]{0,1023}$", default: "/health", examples: ["/ready"] }, interval: { type: "string", description: "Time from one check to the next: 5 to 300 seconds on AWS.", pattern: "^[0-9]+(s|m|h)$", default: "30s", examples: ["10s"] }, timeout: { type: "string", description: "How long an answer may take: 2 to 120 seconds on AWS, and less than the interval.", pattern: "^[0-9]+(s|m|h)$", default: "5s", examples: ["3s"] }, healthyThreshold: { type: "integer", description: "Checks in a row that bring an unhealthy target back.", minimum: 2, maximum: 10, default: 2, examples: [3] }, unhealthyThreshold: { type: "integer", description: "Failed checks in a row that make a target unhealthy.", minimum: 2, maximum: 10, default: 3, examples: [2] }, gracePeriod: { type: "string", description: "How long after its start a task may fail health checks.", pattern: "^[0-9]+(s|m|h)$", default: "60s", examples: ["2m"] }, command: { type: "array", description: "Command of the container's own health check, run inside it: exit 0 means healthy. Without it the load balancer alone decides.", minItems: 1, items: { type: "string", description: "The program or one of its arguments.", examples: ["node"] }, examples: [["node", "service/dist/healthcheck.js"]] } } }, deregistrationDelay: { type: "string", description: "How long the load balancer lets open requests of a leaving task finish.", pattern: "^[0-9]+(s|m|h)$", default: "30s", examples: ["10s"] }, stopTimeout: { type: "string", description: "Time from SIGTERM to SIGKILL, 2 to 120 seconds.", pattern: "^[0-9]+(s|m|h)$", default: "30s", examples: ["60s"] }, user: { type: "string", description: "User, or user:group, that the container runs as; never root.", pattern: "^(?!(root|0+)(:|$))[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$", default: "1000:1000", examples: ["node"] }, environment: { type: "object", description: "Environment variables of the container. Not for secrets: everybody who may read the task definition sees them.", default: {}, examples: [{ LOG_LEVEL: "info" }], propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, additionalProperties: { type: ["string", "number", "boolean"], description: "Value of the variable; numbers and switches become text.", examples: ["info"] } }, secrets: { type: "object", description: "Environment variables whose values ECS reads at start: `ssm:/path` from Parameter Store, or the full ARN of a secret in Secrets Manager.", default: {}, examples: [{ DB_PASSWORD: "ssm:/demo-app/prod/db-password" }], propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, additionalProperties: { type: "string", description: "Where the value is kept; never the value itself.", pattern: "^(ssm:/?[A-Za-z0-9_.${}/-]+|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9_.${}/+=@-]+)$", examples: ["ssm:/demo-app/prod/db-password"] } }, logs: { type: "object", description: "The log group of the service.", default: {}, examples: [{ retentionDays: 30 }], additionalProperties: !1, properties: { retentionDays: { type: "integer", description: "How many days log events are kept.", enum: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], default: 14, examples: [30] } } }, deployment: { type: "object", description: "How a new version takes the place of the old one.", default: {}, examples: [{ minimumHealthyPercent: 100, maximumPercent: 200 }], additionalProperties: !1, properties: { minimumHealthyPercent: { type: "integer", description: "Share of the desired tasks that stay healthy while a new version rolls out.", minimum: 0, maximum: 100, default: 100, examples: [50] }, maximumPercent: { type: "integer", description: "Share of the desired tasks that may run while a new version rolls out.", minimum: 100, maximum: 200, default: 200, examples: [150] }, timeout: { type: "string", description: "How long a rollout may take before it is cancelled and rolled back.", pattern: "^[0-9]+(s|m|h)$", default: "15m", examples: ["30m"] } } }, scaling: { type: "object", description: "How many tasks run: target tracking on CPU and memory between a minimum and a maximum.", default: {}, examples: [{ min: 2, max: 8, cpu: 60 }], additionalProperties: !1, properties: { min: { type: "integer", description: "The number of tasks that always run.", minimum: 0, maximum: 1e3, default: 1, examples: [2] }, max: { type: "integer", description: "The number of tasks that scaling does not go beyond.", minimum: 1, maximum: 1e3, default: 4, examples: [10] }, cpu: { type: "integer", description: "Target for the average CPU utilisation of the service, in percent.", minimum: 1, maximum: 100, default: 70, examples: [60] }, memory: { type: "integer", description: "Target for the average memory utilisation of the service, in percent.", minimum: 1, maximum: 100, default: 80, examples: [75] }, outCooldown: { type: "string", description: "How long to wait after scaling out before scaling out again.", pattern: "^[0-9]+(s|m|h)$", default: "60s", examples: ["30s"] }, inCooldown: { type: "string", description: "How long to wait after scaling in before scaling in again.", pattern: "^[0-9]+(s|m|h)$", default: "5m", examples: ["10m"] } } } } } }, cluster: { type: "object", description: "The ECS cluster of an environment.", default: {}, examples: [{ containerInsights: !0, capacity: "spot" }], additionalProperties: !1, properties: { containerInsights: { type: "boolean", description: "Collect CloudWatch Container Insights metrics of the cluster, its services and tasks.", default: !0, examples: [!1] }, capacity: { type: "string", description: "Where tasks run: Fargate on demand, or Fargate Spot, which is cheaper and may stop a task with two minutes of warning.", enum: ["on-demand", "spot"], default: "on-demand", examples: ["spot"] } } }, loadBalancer: { type: "object", description: "The Application Load Balancer in front of the web services.", default: {}, examples: [{ deletionProtection: !0, idleTimeout: "60s" }], additionalProperties: !1, properties: { deletionProtection: { type: "boolean", description: "Refuse to delete the load balancer, and so the stack that holds it.", default: !1, examples: [!0] }, idleTimeout: { type: "string", description: "How long a connection may be silent before the load balancer closes it, 1 to 4000 seconds.", pattern: "^[0-9]+(s|m|h)$", default: "60s", examples: ["2m"] } } }, network: { type: "object", description: "The VPC: one public and one private subnet in each zone.", default: {}, examples: [{ cidr: "10.0.0.0/16", zones: 2, nat: "single" }], additionalProperties: !1, properties: { cidr: { type: "string", description: "IPv4 block of the VPC, /16 to /24. The subnets are computed from it.", pattern: "^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}$", default: "10.0.0.0/16", examples: ["10.20.0.0/16"] }, zones: { type: "integer", description: "Number of availability zones. A load balancer needs two.", minimum: 2, maximum: 3, default: 2, examples: [3] }, nat: { type: "string", description: "How tasks in the private subnets reach the Internet: a NAT gateway per zone, a single one for all zones (cheaper, and gone with its zone), or none.", enum: ["per-zone", "single", "none"], default: "per-zone", examples: ["single"] } } }, registry: { type: "object", description: "The ECR repositories, one per service that is built.", default: {}, examples: [{ scanOnPush: !0, immutableTags: !0, keep: 10 }], additionalProperties: !1, properties: { scanOnPush: { type: "boolean", description: "Scan each image for known vulnerabilities when it is pushed.", default: !0, examples: [!1] }, immutableTags: { type: "boolean", description: "Refuse to move a tag from one image to another.", default: !0, examples: [!0] }, keep: { type: "integer", description: "How many images that were never deployed are kept. Untagged ones go after a day; deployed ones are kept apart.", minimum: 1, maximum: 1e3, default: 10, examples: [30] } } }, account: { type: "string", description: "The AWS account of this environment, twelve digits in quotes. Commands that change something refuse any other.", pattern: "^[0-9]{12}$", examples: ["123456789012"] }, target: { type: "string", description: "Where this environment runs: on AWS, or in the sandbox on this machine.", enum: ["aws", "sandbox"], default: "aws", examples: ["sandbox"] } }, $id: "merged" };
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate22.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), data && typeof data == "object" && !Array.isArray(data)) {
    if (data.app === void 0) {
      let err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "app" }, message: "must have required property 'app'" };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.region === void 0) {
      let err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "region" }, message: "must have required property 'region'" };
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    for (let key0 in data)
      if (!func1.call(schema33.properties, key0)) {
        let err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    if (data.app !== void 0) {
      let data0 = data.app;
      if (typeof data0 == "string") {
        if (!pattern4.test(data0)) {
          let err3 = { instancePath: instancePath + "/app", schemaPath: "#/properties/app/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{0,18}[a-z0-9]$" }, message: 'must match pattern "^[a-z][a-z0-9-]{0,18}[a-z0-9]$"' };
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
      } else {
        let err4 = { instancePath: instancePath + "/app", schemaPath: "#/properties/app/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
    }
    if (data.region !== void 0) {
      let data1 = data.region;
      if (typeof data1 == "string") {
        if (!pattern5.test(data1)) {
          let err5 = { instancePath: instancePath + "/region", schemaPath: "#/properties/region/pattern", keyword: "pattern", params: { pattern: "^[a-z]{2}(-[a-z]+)+-[0-9]$" }, message: 'must match pattern "^[a-z]{2}(-[a-z]+)+-[0-9]$"' };
          vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
        }
      } else {
        let err6 = { instancePath: instancePath + "/region", schemaPath: "#/properties/region/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
    }
    if (data.defaultEnvironment !== void 0) {
      let data2 = data.defaultEnvironment;
      if (typeof data2 == "string") {
        if (!pattern6.test(data2)) {
          let err7 = { instancePath: instancePath + "/defaultEnvironment", schemaPath: "#/properties/defaultEnvironment/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{0,19}$" }, message: 'must match pattern "^[a-z][a-z0-9-]{0,19}$"' };
          vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
        }
      } else {
        let err8 = { instancePath: instancePath + "/defaultEnvironment", schemaPath: "#/properties/defaultEnvironment/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
      }
    }
    if (data.services !== void 0) {
      let data3 = data.services;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (let key1 in data3) {
          let _errs10 = errors;
          if (typeof key1 == "string" && !pattern4.test(key1)) {
            let err9 = { instancePath: instancePath + "/services", schemaPath: "#/properties/services/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9-]{0,18}[a-z0-9]$" }, message: 'must match pattern "^[a-z][a-z0-9-]{0,18}[a-z0-9]$"', propertyName: key1 };
            vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
          }
          var valid1 = _errs10 === errors;
          if (!valid1) {
            let err10 = { instancePath: instancePath + "/services", schemaPath: "#/properties/services/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid" };
            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
          }
        }
        for (let key2 in data3) {
          let data4 = data3[key2];
          if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
            for (let key3 in data4)
              if (!func1.call(schema33.properties.services.additionalProperties.properties, key3)) {
                let err11 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties" };
                vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
              }
            if (data4.type !== void 0) {
              let data5 = data4.type;
              if (typeof data5 != "string") {
                let err12 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/type", schemaPath: "#/properties/services/additionalProperties/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
              }
              if (data5 !== "web") {
                let err13 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/type", schemaPath: "#/properties/services/additionalProperties/properties/type/enum", keyword: "enum", params: { allowedValues: schema33.properties.services.additionalProperties.properties.type.enum }, message: "must be equal to one of the allowed values" };
                vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
              }
            }
            if (data4.build !== void 0) {
              let data6 = data4.build;
              if (typeof data6 != "string" && !(data6 && typeof data6 == "object" && !Array.isArray(data6))) {
                let err14 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build", schemaPath: "#/properties/services/additionalProperties/properties/build/type", keyword: "type", params: { type: schema33.properties.services.additionalProperties.properties.build.type }, message: "must be string,object" };
                vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
              }
              if (typeof data6 == "string" && func2(data6) < 1) {
                let err15 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build", schemaPath: "#/properties/services/additionalProperties/properties/build/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
              }
              if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
                for (let key4 in data6)
                  if (!(key4 === "context" || key4 === "dockerfile" || key4 === "args" || key4 === "target")) {
                    let err16 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build", schemaPath: "#/properties/services/additionalProperties/properties/build/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                  }
                if (data6.context !== void 0) {
                  let data7 = data6.context;
                  if (typeof data7 == "string") {
                    if (func2(data7) < 1) {
                      let err17 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/context", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/context/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                    }
                  } else {
                    let err18 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/context", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/context/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                  }
                }
                if (data6.dockerfile !== void 0) {
                  let data8 = data6.dockerfile;
                  if (typeof data8 == "string") {
                    if (func2(data8) < 1) {
                      let err19 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/dockerfile", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/dockerfile/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                    }
                  } else {
                    let err20 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/dockerfile", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/dockerfile/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
                  }
                }
                if (data6.args !== void 0) {
                  let data9 = data6.args;
                  if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
                    for (let key5 in data9) {
                      let _errs26 = errors;
                      if (typeof key5 == "string" && !pattern8.test(key5)) {
                        let err21 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/args", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/args/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', propertyName: key5 };
                        vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                      }
                      var valid5 = _errs26 === errors;
                      if (!valid5) {
                        let err22 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/args", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/args/propertyNames", keyword: "propertyNames", params: { propertyName: key5 }, message: "property name must be valid" };
                        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
                      }
                    }
                    for (let key6 in data9)
                      if (typeof data9[key6] != "string") {
                        let err23 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/args/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/properties/build/properties/args/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
                      }
                  } else {
                    let err24 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/args", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/args/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                    vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
                  }
                }
                if (data6.target !== void 0) {
                  let data11 = data6.target;
                  if (typeof data11 == "string") {
                    if (func2(data11) < 1) {
                      let err25 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/target", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/target/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                      vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
                    }
                  } else {
                    let err26 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/build/target", schemaPath: "#/properties/services/additionalProperties/properties/build/properties/target/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
                  }
                }
              }
            }
            if (data4.image !== void 0) {
              let data12 = data4.image;
              if (typeof data12 == "string") {
                if (!pattern9.test(data12)) {
                  let err27 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/image", schemaPath: "#/properties/services/additionalProperties/properties/image/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^[a-z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}$"' };
                  vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
                }
              } else {
                let err28 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/image", schemaPath: "#/properties/services/additionalProperties/properties/image/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
              }
            }
            if (data4.port !== void 0) {
              let data13 = data4.port;
              if (!(typeof data13 == "number" && !(data13 % 1) && !isNaN(data13) && isFinite(data13))) {
                let err29 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/port", schemaPath: "#/properties/services/additionalProperties/properties/port/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
              }
              if (typeof data13 == "number" && isFinite(data13)) {
                if (data13 > 65535 || isNaN(data13)) {
                  let err30 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/port", schemaPath: "#/properties/services/additionalProperties/properties/port/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65535 }, message: "must be <= 65535" };
                  vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
                }
                if (data13 < 1 || isNaN(data13)) {
                  let err31 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/port", schemaPath: "#/properties/services/additionalProperties/properties/port/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
                }
              }
            }
            if (data4.cpu !== void 0) {
              let data14 = data4.cpu;
              if (!(typeof data14 == "number" && !(data14 % 1) && !isNaN(data14) && isFinite(data14)) && typeof data14 != "string") {
                let err32 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/cpu", schemaPath: "#/properties/services/additionalProperties/properties/cpu/type", keyword: "type", params: { type: schema33.properties.services.additionalProperties.properties.cpu.type }, message: "must be integer,string" };
                vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
              }
              if (typeof data14 == "string" && !pattern10.test(data14)) {
                let err33 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/cpu", schemaPath: "#/properties/services/additionalProperties/properties/cpu/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)? ?vCPU$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)? ?vCPU$"' };
                vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
              }
            }
            if (data4.memory !== void 0) {
              let data15 = data4.memory;
              if (!(typeof data15 == "number" && !(data15 % 1) && !isNaN(data15) && isFinite(data15)) && typeof data15 != "string") {
                let err34 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/memory", schemaPath: "#/properties/services/additionalProperties/properties/memory/type", keyword: "type", params: { type: schema33.properties.services.additionalProperties.properties.memory.type }, message: "must be integer,string" };
                vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
              }
              if (typeof data15 == "string" && !pattern11.test(data15)) {
                let err35 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/memory", schemaPath: "#/properties/services/additionalProperties/properties/memory/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)? ?(MB|GB)$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)? ?(MB|GB)$"' };
                vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
              }
            }
            if (data4.routes !== void 0) {
              let data16 = data4.routes;
              if (Array.isArray(data16)) {
                if (data16.length > 5) {
                  let err36 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes", schemaPath: "#/properties/services/additionalProperties/properties/routes/maxItems", keyword: "maxItems", params: { limit: 5 }, message: "must NOT have more than 5 items" };
                  vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
                }
                if (data16.length < 1) {
                  let err37 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes", schemaPath: "#/properties/services/additionalProperties/properties/routes/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
                  vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
                }
                let len0 = data16.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  let data17 = data16[i0];
                  if (typeof data17 == "string") {
                    if (!pattern12.test(data17)) {
                      let err38 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes/" + i0, schemaPath: "#/properties/services/additionalProperties/properties/routes/items/pattern", keyword: "pattern", params: { pattern: `^/[A-Za-z0-9_.$/~"'@:+&?*-]{0,127}$` }, message: `must match pattern "^/[A-Za-z0-9_.$/~"'@:+&?*-]{0,127}$"` };
                      vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
                    }
                  } else {
                    let err39 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes/" + i0, schemaPath: "#/properties/services/additionalProperties/properties/routes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
                  }
                }
                let i1 = data16.length, j0;
                if (i1 > 1) {
                  let indices0 = {};
                  for (; i1--; ) {
                    let item0 = data16[i1];
                    if (typeof item0 == "string") {
                      if (typeof indices0[item0] == "number") {
                        j0 = indices0[item0];
                        let err40 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes", schemaPath: "#/properties/services/additionalProperties/properties/routes/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
                        vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
                        break;
                      }
                      indices0[item0] = i1;
                    }
                  }
                }
              } else {
                let err41 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/routes", schemaPath: "#/properties/services/additionalProperties/properties/routes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
              }
            }
            if (data4.health !== void 0) {
              let data18 = data4.health;
              if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
                for (let key7 in data18)
                  if (!(key7 === "path" || key7 === "interval" || key7 === "timeout" || key7 === "healthyThreshold" || key7 === "unhealthyThreshold" || key7 === "gracePeriod" || key7 === "command")) {
                    let err42 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health", schemaPath: "#/properties/services/additionalProperties/properties/health/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
                  }
                if (data18.path !== void 0) {
                  let data19 = data18.path;
                  if (typeof data19 == "string") {
                    if (!pattern13.test(data19)) {
                      let err43 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/path", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/path/pattern", keyword: "pattern", params: { pattern: "^/[!-~]{0,1023}$" }, message: 'must match pattern "^/[!-~]{0,1023}$"' };
                      vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
                    }
                  } else {
                    let err44 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/path", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
                  }
                }
                if (data18.interval !== void 0) {
                  let data20 = data18.interval;
                  if (typeof data20 == "string") {
                    if (!pattern14.test(data20)) {
                      let err45 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/interval", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/interval/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                      vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
                    }
                  } else {
                    let err46 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/interval", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/interval/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
                  }
                }
                if (data18.timeout !== void 0) {
                  let data21 = data18.timeout;
                  if (typeof data21 == "string") {
                    if (!pattern14.test(data21)) {
                      let err47 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/timeout", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/timeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                      vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
                    }
                  } else {
                    let err48 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/timeout", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/timeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
                  }
                }
                if (data18.healthyThreshold !== void 0) {
                  let data22 = data18.healthyThreshold;
                  if (!(typeof data22 == "number" && !(data22 % 1) && !isNaN(data22) && isFinite(data22))) {
                    let err49 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/healthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/healthyThreshold/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
                  }
                  if (typeof data22 == "number" && isFinite(data22)) {
                    if (data22 > 10 || isNaN(data22)) {
                      let err50 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/healthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/healthyThreshold/maximum", keyword: "maximum", params: { comparison: "<=", limit: 10 }, message: "must be <= 10" };
                      vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
                    }
                    if (data22 < 2 || isNaN(data22)) {
                      let err51 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/healthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/healthyThreshold/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
                      vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
                    }
                  }
                }
                if (data18.unhealthyThreshold !== void 0) {
                  let data23 = data18.unhealthyThreshold;
                  if (!(typeof data23 == "number" && !(data23 % 1) && !isNaN(data23) && isFinite(data23))) {
                    let err52 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/unhealthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/unhealthyThreshold/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
                  }
                  if (typeof data23 == "number" && isFinite(data23)) {
                    if (data23 > 10 || isNaN(data23)) {
                      let err53 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/unhealthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/unhealthyThreshold/maximum", keyword: "maximum", params: { comparison: "<=", limit: 10 }, message: "must be <= 10" };
                      vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
                    }
                    if (data23 < 2 || isNaN(data23)) {
                      let err54 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/unhealthyThreshold", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/unhealthyThreshold/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
                      vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
                    }
                  }
                }
                if (data18.gracePeriod !== void 0) {
                  let data24 = data18.gracePeriod;
                  if (typeof data24 == "string") {
                    if (!pattern14.test(data24)) {
                      let err55 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/gracePeriod", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/gracePeriod/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                      vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
                    }
                  } else {
                    let err56 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/gracePeriod", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/gracePeriod/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
                  }
                }
                if (data18.command !== void 0) {
                  let data25 = data18.command;
                  if (Array.isArray(data25)) {
                    if (data25.length < 1) {
                      let err57 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/command", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/command/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
                      vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
                    }
                    let len1 = data25.length;
                    for (let i2 = 0; i2 < len1; i2++)
                      if (typeof data25[i2] != "string") {
                        let err58 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/command/" + i2, schemaPath: "#/properties/services/additionalProperties/properties/health/properties/command/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
                      }
                  } else {
                    let err59 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health/command", schemaPath: "#/properties/services/additionalProperties/properties/health/properties/command/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                    vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
                  }
                }
              } else {
                let err60 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/health", schemaPath: "#/properties/services/additionalProperties/properties/health/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
              }
            }
            if (data4.deregistrationDelay !== void 0) {
              let data27 = data4.deregistrationDelay;
              if (typeof data27 == "string") {
                if (!pattern14.test(data27)) {
                  let err61 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deregistrationDelay", schemaPath: "#/properties/services/additionalProperties/properties/deregistrationDelay/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                  vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
                }
              } else {
                let err62 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deregistrationDelay", schemaPath: "#/properties/services/additionalProperties/properties/deregistrationDelay/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
              }
            }
            if (data4.stopTimeout !== void 0) {
              let data28 = data4.stopTimeout;
              if (typeof data28 == "string") {
                if (!pattern14.test(data28)) {
                  let err63 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/stopTimeout", schemaPath: "#/properties/services/additionalProperties/properties/stopTimeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                  vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
                }
              } else {
                let err64 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/stopTimeout", schemaPath: "#/properties/services/additionalProperties/properties/stopTimeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
              }
            }
            if (data4.user !== void 0) {
              let data29 = data4.user;
              if (typeof data29 == "string") {
                if (!pattern19.test(data29)) {
                  let err65 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/user", schemaPath: "#/properties/services/additionalProperties/properties/user/pattern", keyword: "pattern", params: { pattern: "^(?!(root|0+)(:|$))[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$" }, message: 'must match pattern "^(?!(root|0+)(:|$))[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$"' };
                  vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
                }
              } else {
                let err66 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/user", schemaPath: "#/properties/services/additionalProperties/properties/user/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
              }
            }
            if (data4.environment !== void 0) {
              let data30 = data4.environment;
              if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
                for (let key8 in data30) {
                  let _errs71 = errors;
                  if (typeof key8 == "string" && !pattern8.test(key8)) {
                    let err67 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/environment", schemaPath: "#/properties/services/additionalProperties/properties/environment/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', propertyName: key8 };
                    vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
                  }
                  var valid13 = _errs71 === errors;
                  if (!valid13) {
                    let err68 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/environment", schemaPath: "#/properties/services/additionalProperties/properties/environment/propertyNames", keyword: "propertyNames", params: { propertyName: key8 }, message: "property name must be valid" };
                    vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
                  }
                }
                for (let key9 in data30) {
                  let data31 = data30[key9];
                  if (typeof data31 != "string" && !(typeof data31 == "number" && isFinite(data31)) && typeof data31 != "boolean") {
                    let err69 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/environment/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/properties/environment/additionalProperties/type", keyword: "type", params: { type: schema33.properties.services.additionalProperties.properties.environment.additionalProperties.type }, message: "must be string,number,boolean" };
                    vErrors === null ? vErrors = [err69] : vErrors.push(err69), errors++;
                  }
                }
              } else {
                let err70 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/environment", schemaPath: "#/properties/services/additionalProperties/properties/environment/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                vErrors === null ? vErrors = [err70] : vErrors.push(err70), errors++;
              }
            }
            if (data4.secrets !== void 0) {
              let data32 = data4.secrets;
              if (data32 && typeof data32 == "object" && !Array.isArray(data32)) {
                for (let key10 in data32) {
                  let _errs77 = errors;
                  if (typeof key10 == "string" && !pattern8.test(key10)) {
                    let err71 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets", schemaPath: "#/properties/services/additionalProperties/properties/secrets/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*$"', propertyName: key10 };
                    vErrors === null ? vErrors = [err71] : vErrors.push(err71), errors++;
                  }
                  var valid15 = _errs77 === errors;
                  if (!valid15) {
                    let err72 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets", schemaPath: "#/properties/services/additionalProperties/properties/secrets/propertyNames", keyword: "propertyNames", params: { propertyName: key10 }, message: "property name must be valid" };
                    vErrors === null ? vErrors = [err72] : vErrors.push(err72), errors++;
                  }
                }
                for (let key11 in data32) {
                  let data33 = data32[key11];
                  if (typeof data33 == "string") {
                    if (!pattern22.test(data33)) {
                      let err73 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/properties/secrets/additionalProperties/pattern", keyword: "pattern", params: { pattern: "^(ssm:/?[A-Za-z0-9_.${}/-]+|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9_.${}/+=@-]+)$" }, message: 'must match pattern "^(ssm:/?[A-Za-z0-9_.${}/-]+|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9_.${}/+=@-]+)$"' };
                      vErrors === null ? vErrors = [err73] : vErrors.push(err73), errors++;
                    }
                  } else {
                    let err74 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/properties/secrets/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err74] : vErrors.push(err74), errors++;
                  }
                }
              } else {
                let err75 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/secrets", schemaPath: "#/properties/services/additionalProperties/properties/secrets/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                vErrors === null ? vErrors = [err75] : vErrors.push(err75), errors++;
              }
            }
            if (data4.logs !== void 0) {
              let data34 = data4.logs;
              if (data34 && typeof data34 == "object" && !Array.isArray(data34)) {
                for (let key12 in data34)
                  if (key12 !== "retentionDays") {
                    let err76 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/logs", schemaPath: "#/properties/services/additionalProperties/properties/logs/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key12 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err76] : vErrors.push(err76), errors++;
                  }
                if (data34.retentionDays !== void 0) {
                  let data35 = data34.retentionDays;
                  if (!(typeof data35 == "number" && !(data35 % 1) && !isNaN(data35) && isFinite(data35))) {
                    let err77 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/logs/retentionDays", schemaPath: "#/properties/services/additionalProperties/properties/logs/properties/retentionDays/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err77] : vErrors.push(err77), errors++;
                  }
                  if (!(data35 === 1 || data35 === 3 || data35 === 5 || data35 === 7 || data35 === 14 || data35 === 30 || data35 === 60 || data35 === 90 || data35 === 120 || data35 === 150 || data35 === 180 || data35 === 365 || data35 === 400 || data35 === 545 || data35 === 731 || data35 === 1096 || data35 === 1827 || data35 === 2192 || data35 === 2557 || data35 === 2922 || data35 === 3288 || data35 === 3653)) {
                    let err78 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/logs/retentionDays", schemaPath: "#/properties/services/additionalProperties/properties/logs/properties/retentionDays/enum", keyword: "enum", params: { allowedValues: schema33.properties.services.additionalProperties.properties.logs.properties.retentionDays.enum }, message: "must be equal to one of the allowed values" };
                    vErrors === null ? vErrors = [err78] : vErrors.push(err78), errors++;
                  }
                }
              } else {
                let err79 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/logs", schemaPath: "#/properties/services/additionalProperties/properties/logs/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                vErrors === null ? vErrors = [err79] : vErrors.push(err79), errors++;
              }
            }
            if (data4.deployment !== void 0) {
              let data36 = data4.deployment;
              if (data36 && typeof data36 == "object" && !Array.isArray(data36)) {
                for (let key13 in data36)
                  if (!(key13 === "minimumHealthyPercent" || key13 === "maximumPercent" || key13 === "timeout")) {
                    let err80 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment", schemaPath: "#/properties/services/additionalProperties/properties/deployment/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key13 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err80] : vErrors.push(err80), errors++;
                  }
                if (data36.minimumHealthyPercent !== void 0) {
                  let data37 = data36.minimumHealthyPercent;
                  if (!(typeof data37 == "number" && !(data37 % 1) && !isNaN(data37) && isFinite(data37))) {
                    let err81 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/minimumHealthyPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/minimumHealthyPercent/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err81] : vErrors.push(err81), errors++;
                  }
                  if (typeof data37 == "number" && isFinite(data37)) {
                    if (data37 > 100 || isNaN(data37)) {
                      let err82 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/minimumHealthyPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/minimumHealthyPercent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                      vErrors === null ? vErrors = [err82] : vErrors.push(err82), errors++;
                    }
                    if (data37 < 0 || isNaN(data37)) {
                      let err83 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/minimumHealthyPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/minimumHealthyPercent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                      vErrors === null ? vErrors = [err83] : vErrors.push(err83), errors++;
                    }
                  }
                }
                if (data36.maximumPercent !== void 0) {
                  let data38 = data36.maximumPercent;
                  if (!(typeof data38 == "number" && !(data38 % 1) && !isNaN(data38) && isFinite(data38))) {
                    let err84 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/maximumPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/maximumPercent/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err84] : vErrors.push(err84), errors++;
                  }
                  if (typeof data38 == "number" && isFinite(data38)) {
                    if (data38 > 200 || isNaN(data38)) {
                      let err85 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/maximumPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/maximumPercent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 200 }, message: "must be <= 200" };
                      vErrors === null ? vErrors = [err85] : vErrors.push(err85), errors++;
                    }
                    if (data38 < 100 || isNaN(data38)) {
                      let err86 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/maximumPercent", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/maximumPercent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 100 }, message: "must be >= 100" };
                      vErrors === null ? vErrors = [err86] : vErrors.push(err86), errors++;
                    }
                  }
                }
                if (data36.timeout !== void 0) {
                  let data39 = data36.timeout;
                  if (typeof data39 == "string") {
                    if (!pattern14.test(data39)) {
                      let err87 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/timeout", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/timeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                      vErrors === null ? vErrors = [err87] : vErrors.push(err87), errors++;
                    }
                  } else {
                    let err88 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment/timeout", schemaPath: "#/properties/services/additionalProperties/properties/deployment/properties/timeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err88] : vErrors.push(err88), errors++;
                  }
                }
              } else {
                let err89 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/deployment", schemaPath: "#/properties/services/additionalProperties/properties/deployment/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                vErrors === null ? vErrors = [err89] : vErrors.push(err89), errors++;
              }
            }
            if (data4.scaling !== void 0) {
              let data40 = data4.scaling;
              if (data40 && typeof data40 == "object" && !Array.isArray(data40)) {
                for (let key14 in data40)
                  if (!(key14 === "min" || key14 === "max" || key14 === "cpu" || key14 === "memory" || key14 === "outCooldown" || key14 === "inCooldown")) {
                    let err90 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling", schemaPath: "#/properties/services/additionalProperties/properties/scaling/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key14 }, message: "must NOT have additional properties" };
                    vErrors === null ? vErrors = [err90] : vErrors.push(err90), errors++;
                  }
                if (data40.min !== void 0) {
                  let data41 = data40.min;
                  if (!(typeof data41 == "number" && !(data41 % 1) && !isNaN(data41) && isFinite(data41))) {
                    let err91 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/min", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/min/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err91] : vErrors.push(err91), errors++;
                  }
                  if (typeof data41 == "number" && isFinite(data41)) {
                    if (data41 > 1e3 || isNaN(data41)) {
                      let err92 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/min", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/min/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000" };
                      vErrors === null ? vErrors = [err92] : vErrors.push(err92), errors++;
                    }
                    if (data41 < 0 || isNaN(data41)) {
                      let err93 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/min", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/min/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                      vErrors === null ? vErrors = [err93] : vErrors.push(err93), errors++;
                    }
                  }
                }
                if (data40.max !== void 0) {
                  let data42 = data40.max;
                  if (!(typeof data42 == "number" && !(data42 % 1) && !isNaN(data42) && isFinite(data42))) {
                    let err94 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/max", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/max/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err94] : vErrors.push(err94), errors++;
                  }
                  if (typeof data42 == "number" && isFinite(data42)) {
                    if (data42 > 1e3 || isNaN(data42)) {
                      let err95 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/max", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/max/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000" };
                      vErrors === null ? vErrors = [err95] : vErrors.push(err95), errors++;
                    }
                    if (data42 < 1 || isNaN(data42)) {
                      let err96 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/max", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/max/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      vErrors === null ? vErrors = [err96] : vErrors.push(err96), errors++;
                    }
                  }
                }
                if (data40.cpu !== void 0) {
                  let data43 = data40.cpu;
                  if (!(typeof data43 == "number" && !(data43 % 1) && !isNaN(data43) && isFinite(data43))) {
                    let err97 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/cpu", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/cpu/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err97] : vErrors.push(err97), errors++;
                  }
                  if (typeof data43 == "number" && isFinite(data43)) {
                    if (data43 > 100 || isNaN(data43)) {
                      let err98 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/cpu", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/cpu/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                      vErrors === null ? vErrors = [err98] : vErrors.push(err98), errors++;
                    }
                    if (data43 < 1 || isNaN(data43)) {
                      let err99 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/cpu", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/cpu/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      vErrors === null ? vErrors = [err99] : vErrors.push(err99), errors++;
                    }
                  }
                }
                if (data40.memory !== void 0) {
                  let data44 = data40.memory;
                  if (!(typeof data44 == "number" && !(data44 % 1) && !isNaN(data44) && isFinite(data44))) {
                    let err100 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/memory", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/memory/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                    vErrors === null ? vErrors = [err100] : vErrors.push(err100), errors++;
                  }
                  if (typeof data44 == "number" && isFinite(data44)) {
                    if (data44 > 100 || isNaN(data44)) {
                      let err101 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/memory", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/memory/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                      vErrors === null ? vErrors = [err101] : vErrors.push(err101), errors++;
                    }
                    if (data44 < 1 || isNaN(data44)) {
                      let err102 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/memory", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/memory/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                      vErrors === null ? vErrors = [err102] : vErrors.push(err102), errors++;
                    }
                  }
                }
                if (data40.outCooldown !== void 0) {
                  let data45 = data40.outCooldown;
                  if (typeof data45 == "string") {
                    if (!pattern14.test(data45)) {
                      let err103 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/outCooldown", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/outCooldown/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                      vErrors === null ? vErrors = [err103] : vErrors.push(err103), errors++;
                    }
                  } else {
                    let err104 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/outCooldown", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/outCooldown/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err104] : vErrors.push(err104), errors++;
                  }
                }
                if (data40.inCooldown !== void 0) {
                  let data46 = data40.inCooldown;
                  if (typeof data46 == "string") {
                    if (!pattern14.test(data46)) {
                      let err105 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/inCooldown", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/inCooldown/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
                      vErrors === null ? vErrors = [err105] : vErrors.push(err105), errors++;
                    }
                  } else {
                    let err106 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling/inCooldown", schemaPath: "#/properties/services/additionalProperties/properties/scaling/properties/inCooldown/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err106] : vErrors.push(err106), errors++;
                  }
                }
              } else {
                let err107 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/scaling", schemaPath: "#/properties/services/additionalProperties/properties/scaling/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                vErrors === null ? vErrors = [err107] : vErrors.push(err107), errors++;
              }
            }
          } else {
            let err108 = { instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/services/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            vErrors === null ? vErrors = [err108] : vErrors.push(err108), errors++;
          }
        }
      } else {
        let err109 = { instancePath: instancePath + "/services", schemaPath: "#/properties/services/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        vErrors === null ? vErrors = [err109] : vErrors.push(err109), errors++;
      }
    }
    if (data.cluster !== void 0) {
      let data47 = data.cluster;
      if (data47 && typeof data47 == "object" && !Array.isArray(data47)) {
        for (let key15 in data47)
          if (!(key15 === "containerInsights" || key15 === "capacity")) {
            let err110 = { instancePath: instancePath + "/cluster", schemaPath: "#/properties/cluster/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key15 }, message: "must NOT have additional properties" };
            vErrors === null ? vErrors = [err110] : vErrors.push(err110), errors++;
          }
        if (data47.containerInsights !== void 0 && typeof data47.containerInsights != "boolean") {
          let err111 = { instancePath: instancePath + "/cluster/containerInsights", schemaPath: "#/properties/cluster/properties/containerInsights/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
          vErrors === null ? vErrors = [err111] : vErrors.push(err111), errors++;
        }
        if (data47.capacity !== void 0) {
          let data49 = data47.capacity;
          if (typeof data49 != "string") {
            let err112 = { instancePath: instancePath + "/cluster/capacity", schemaPath: "#/properties/cluster/properties/capacity/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            vErrors === null ? vErrors = [err112] : vErrors.push(err112), errors++;
          }
          if (!(data49 === "on-demand" || data49 === "spot")) {
            let err113 = { instancePath: instancePath + "/cluster/capacity", schemaPath: "#/properties/cluster/properties/capacity/enum", keyword: "enum", params: { allowedValues: schema33.properties.cluster.properties.capacity.enum }, message: "must be equal to one of the allowed values" };
            vErrors === null ? vErrors = [err113] : vErrors.push(err113), errors++;
          }
        }
      } else {
        let err114 = { instancePath: instancePath + "/cluster", schemaPath: "#/properties/cluster/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        vErrors === null ? vErrors = [err114] : vErrors.push(err114), errors++;
      }
    }
    if (data.loadBalancer !== void 0) {
      let data50 = data.loadBalancer;
      if (data50 && typeof data50 == "object" && !Array.isArray(data50)) {
        for (let key16 in data50)
          if (!(key16 === "deletionProtection" || key16 === "idleTimeout")) {
            let err115 = { instancePath: instancePath + "/loadBalancer", schemaPath: "#/properties/loadBalancer/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key16 }, message: "must NOT have additional properties" };
            vErrors === null ? vErrors = [err115] : vErrors.push(err115), errors++;
          }
        if (data50.deletionProtection !== void 0 && typeof data50.deletionProtection != "boolean") {
          let err116 = { instancePath: instancePath + "/loadBalancer/deletionProtection", schemaPath: "#/properties/loadBalancer/properties/deletionProtection/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
          vErrors === null ? vErrors = [err116] : vErrors.push(err116), errors++;
        }
        if (data50.idleTimeout !== void 0) {
          let data52 = data50.idleTimeout;
          if (typeof data52 == "string") {
            if (!pattern14.test(data52)) {
              let err117 = { instancePath: instancePath + "/loadBalancer/idleTimeout", schemaPath: "#/properties/loadBalancer/properties/idleTimeout/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(s|m|h)$" }, message: 'must match pattern "^[0-9]+(s|m|h)$"' };
              vErrors === null ? vErrors = [err117] : vErrors.push(err117), errors++;
            }
          } else {
            let err118 = { instancePath: instancePath + "/loadBalancer/idleTimeout", schemaPath: "#/properties/loadBalancer/properties/idleTimeout/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            vErrors === null ? vErrors = [err118] : vErrors.push(err118), errors++;
          }
        }
      } else {
        let err119 = { instancePath: instancePath + "/loadBalancer", schemaPath: "#/properties/loadBalancer/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        vErrors === null ? vErrors = [err119] : vErrors.push(err119), errors++;
      }
    }
    if (data.network !== void 0) {
      let data53 = data.network;
      if (data53 && typeof data53 == "object" && !Array.isArray(data53)) {
        for (let key17 in data53)
          if (!(key17 === "cidr" || key17 === "zones" || key17 === "nat")) {
            let err120 = { instancePath: instancePath + "/network", schemaPath: "#/properties/network/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key17 }, message: "must NOT have additional properties" };
            vErrors === null ? vErrors = [err120] : vErrors.push(err120), errors++;
          }
        if (data53.cidr !== void 0) {
          let data54 = data53.cidr;
          if (typeof data54 == "string") {
            if (!pattern27.test(data54)) {
              let err121 = { instancePath: instancePath + "/network/cidr", schemaPath: "#/properties/network/properties/cidr/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}$" }, message: 'must match pattern "^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}$"' };
              vErrors === null ? vErrors = [err121] : vErrors.push(err121), errors++;
            }
          } else {
            let err122 = { instancePath: instancePath + "/network/cidr", schemaPath: "#/properties/network/properties/cidr/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            vErrors === null ? vErrors = [err122] : vErrors.push(err122), errors++;
          }
        }
        if (data53.zones !== void 0) {
          let data55 = data53.zones;
          if (!(typeof data55 == "number" && !(data55 % 1) && !isNaN(data55) && isFinite(data55))) {
            let err123 = { instancePath: instancePath + "/network/zones", schemaPath: "#/properties/network/properties/zones/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            vErrors === null ? vErrors = [err123] : vErrors.push(err123), errors++;
          }
          if (typeof data55 == "number" && isFinite(data55)) {
            if (data55 > 3 || isNaN(data55)) {
              let err124 = { instancePath: instancePath + "/network/zones", schemaPath: "#/properties/network/properties/zones/maximum", keyword: "maximum", params: { comparison: "<=", limit: 3 }, message: "must be <= 3" };
              vErrors === null ? vErrors = [err124] : vErrors.push(err124), errors++;
            }
            if (data55 < 2 || isNaN(data55)) {
              let err125 = { instancePath: instancePath + "/network/zones", schemaPath: "#/properties/network/properties/zones/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
              vErrors === null ? vErrors = [err125] : vErrors.push(err125), errors++;
            }
          }
        }
        if (data53.nat !== void 0) {
          let data56 = data53.nat;
          if (typeof data56 != "string") {
            let err126 = { instancePath: instancePath + "/network/nat", schemaPath: "#/properties/network/properties/nat/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            vErrors === null ? vErrors = [err126] : vErrors.push(err126), errors++;
          }
          if (!(data56 === "per-zone" || data56 === "single" || data56 === "none")) {
            let err127 = { instancePath: instancePath + "/network/nat", schemaPath: "#/properties/network/properties/nat/enum", keyword: "enum", params: { allowedValues: schema33.properties.network.properties.nat.enum }, message: "must be equal to one of the allowed values" };
            vErrors === null ? vErrors = [err127] : vErrors.push(err127), errors++;
          }
        }
      } else {
        let err128 = { instancePath: instancePath + "/network", schemaPath: "#/properties/network/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        vErrors === null ? vErrors = [err128] : vErrors.push(err128), errors++;
      }
    }
    if (data.registry !== void 0) {
      let data57 = data.registry;
      if (data57 && typeof data57 == "object" && !Array.isArray(data57)) {
        for (let key18 in data57)
          if (!(key18 === "scanOnPush" || key18 === "immutableTags" || key18 === "keep")) {
            let err129 = { instancePath: instancePath + "/registry", schemaPath: "#/properties/registry/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key18 }, message: "must NOT have additional properties" };
            vErrors === null ? vErrors = [err129] : vErrors.push(err129), errors++;
          }
        if (data57.scanOnPush !== void 0 && typeof data57.scanOnPush != "boolean") {
          let err130 = { instancePath: instancePath + "/registry/scanOnPush", schemaPath: "#/properties/registry/properties/scanOnPush/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
          vErrors === null ? vErrors = [err130] : vErrors.push(err130), errors++;
        }
        if (data57.immutableTags !== void 0 && typeof data57.immutableTags != "boolean") {
          let err131 = { instancePath: instancePath + "/registry/immutableTags", schemaPath: "#/properties/registry/properties/immutableTags/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
          vErrors === null ? vErrors = [err131] : vErrors.push(err131), errors++;
        }
        if (data57.keep !== void 0) {
          let data60 = data57.keep;
          if (!(typeof data60 == "number" && !(data60 % 1) && !isNaN(data60) && isFinite(data60))) {
            let err132 = { instancePath: instancePath + "/registry/keep", schemaPath: "#/properties/registry/properties/keep/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            vErrors === null ? vErrors = [err132] : vErrors.push(err132), errors++;
          }
          if (typeof data60 == "number" && isFinite(data60)) {
            if (data60 > 1e3 || isNaN(data60)) {
              let err133 = { instancePath: instancePath + "/registry/keep", schemaPath: "#/properties/registry/properties/keep/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000" };
              vErrors === null ? vErrors = [err133] : vErrors.push(err133), errors++;
            }
            if (data60 < 1 || isNaN(data60)) {
              let err134 = { instancePath: instancePath + "/registry/keep", schemaPath: "#/properties/registry/properties/keep/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
              vErrors === null ? vErrors = [err134] : vErrors.push(err134), errors++;
            }
          }
        }
      } else {
        let err135 = { instancePath: instancePath + "/registry", schemaPath: "#/properties/registry/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        vErrors === null ? vErrors = [err135] : vErrors.push(err135), errors++;
      }
    }
    if (data.account !== void 0) {
      let data61 = data.account;
      if (typeof data61 == "string") {
        if (!pattern51.test(data61)) {
          let err136 = { instancePath: instancePath + "/account", schemaPath: "#/properties/account/pattern", keyword: "pattern", params: { pattern: "^[0-9]{12}$" }, message: 'must match pattern "^[0-9]{12}$"' };
          vErrors === null ? vErrors = [err136] : vErrors.push(err136), errors++;
        }
      } else {
        let err137 = { instancePath: instancePath + "/account", schemaPath: "#/properties/account/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        vErrors === null ? vErrors = [err137] : vErrors.push(err137), errors++;
      }
    }
    if (data.target !== void 0) {
      let data62 = data.target;
      if (typeof data62 != "string") {
        let err138 = { instancePath: instancePath + "/target", schemaPath: "#/properties/target/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        vErrors === null ? vErrors = [err138] : vErrors.push(err138), errors++;
      }
      if (!(data62 === "aws" || data62 === "sandbox")) {
        let err139 = { instancePath: instancePath + "/target", schemaPath: "#/properties/target/enum", keyword: "enum", params: { allowedValues: schema33.properties.target.enum }, message: "must be equal to one of the allowed values" };
        vErrors === null ? vErrors = [err139] : vErrors.push(err139), errors++;
      }
    }
  } else {
    let err140 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    vErrors === null ? vErrors = [err140] : vErrors.push(err140), errors++;
  }
  return validate22.errors = vErrors, errors === 0;
}
validate22.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
export {
  environment,
  merged,
  platform
};
