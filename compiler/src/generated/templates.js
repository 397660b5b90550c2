// Made by `npm run generate`. Do not edit.
export const specs = {
  "access": {"0":function(container,depth0,helpers,partials,data) {
    return "Parameters:\n  ArtifactsBucketName:\n    Type: String\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Conditions:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"environments"),{"name":"each","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":8,"column":0},"end":{"line":15,"column":9}}})) != null ? stack1 : "");
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return ((stack1 = lookupProperty(helpers,"if").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"hasAccount"),{"name":"if","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":9,"column":0},"end":{"line":14,"column":7}}})) != null ? stack1 : "");
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  In"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"id"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":10,"column":4},"end":{"line":10,"column":13}}})) != null ? stack1 : "")
    + "Account:\n    Fn::Equals:\n      - !Ref AWS::AccountId\n      - "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"account"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":13,"column":8},"end":{"line":13,"column":21}}})) != null ? stack1 : "")
    + "\n";
},"4":function(container,depth0,helpers,partials,data) {
    return "  GitHubProvider:\n    Type: AWS::IAM::OIDCProvider\n    # An account has one for all its repositories, so it stays when this stack goes.\n    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n    Properties:\n      Url: https://token.actions.githubusercontent.com\n      ClientIdList:\n        - sts.amazonaws.com\n";
},"5":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  "
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"kind"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":30,"column":2},"end":{"line":30,"column":13}}})) != null ? stack1 : "")
    + "Role"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"environmentId"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":30,"column":17},"end":{"line":30,"column":37}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::IAM::Role\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasAccount"),{"name":"if","hash":{},"fn":container.program(6, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":32,"column":0},"end":{"line":34,"column":7}}})) != null ? stack1 : "")
    + "    Properties:\n      RoleName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":36,"column":16},"end":{"line":36,"column":26}}})) != null ? stack1 : "")
    + "\n      Path: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"path"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":37,"column":12},"end":{"line":37,"column":22}}})) != null ? stack1 : "")
    + "\n      Description: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"description"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":38,"column":19},"end":{"line":38,"column":36}}})) != null ? stack1 : "")
    + "\n      AssumeRolePolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n            Principal:\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depths[1],"makesProvider"),{"name":"if","hash":{},"fn":container.program(7, data, 0, blockParams, depths),"inverse":container.program(8, data, 0, blockParams, depths),"data":data,"loc":{"start":{"line":44,"column":0},"end":{"line":48,"column":7}}})) != null ? stack1 : "")
    + "            Action: sts:AssumeRoleWithWebIdentity\n            Condition: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"trust"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":50,"column":23},"end":{"line":50,"column":34}}})) != null ? stack1 : "")
    + "\n      Policies:\n        - PolicyName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"policyName"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":52,"column":22},"end":{"line":52,"column":38}}})) != null ? stack1 : "")
    + "\n          PolicyDocument:\n            Version: \"2012-10-17\"\n            Statement:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"statements"),{"name":"each","hash":{},"fn":container.program(9, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":56,"column":0},"end":{"line":64,"column":9}}})) != null ? stack1 : "");
},"6":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "    Condition: In"
    + ((stack1 = lookupProperty(helpers,"id").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"environmentId"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":33,"column":17},"end":{"line":33,"column":37}}})) != null ? stack1 : "")
    + "Account\n";
},"7":function(container,depth0,helpers,partials,data) {
    return "              Federated: !Ref GitHubProvider\n";
},"8":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "              Federated: "
    + ((stack1 = lookupProperty(helpers,"v").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depths[1],"provider"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":47,"column":25},"end":{"line":47,"column":42}}})) != null ? stack1 : "")
    + "\n";
},"9":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "              - Sid: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"sid"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":57,"column":21},"end":{"line":57,"column":30}}})) != null ? stack1 : "")
    + "\n                Effect: Allow\n                Action: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"actions"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":59,"column":24},"end":{"line":59,"column":37}}})) != null ? stack1 : "")
    + "\n                Resource: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"resources"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":60,"column":26},"end":{"line":60,"column":41}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasConditions"),{"name":"if","hash":{},"fn":container.program(10, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":61,"column":0},"end":{"line":63,"column":7}}})) != null ? stack1 : "");
},"10":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "                Condition: "
    + ((stack1 = lookupProperty(helpers,"v").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"conditions"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":62,"column":27},"end":{"line":62,"column":43}}})) != null ? stack1 : "")
    + "\n";
},"11":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  ExecutionRole"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"id"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":67,"column":15},"end":{"line":67,"column":24}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::IAM::Role\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasAccount"),{"name":"if","hash":{},"fn":container.program(12, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":69,"column":0},"end":{"line":71,"column":7}}})) != null ? stack1 : "")
    + "    Properties:\n      RoleName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"executionName"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":73,"column":16},"end":{"line":73,"column":35}}})) != null ? stack1 : "")
    + "\n      Path: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"path"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":74,"column":12},"end":{"line":74,"column":22}}})) != null ? stack1 : "")
    + "\n      Description: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"executionDescription"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":75,"column":19},"end":{"line":75,"column":45}}})) != null ? stack1 : "")
    + "\n      AssumeRolePolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: cloudformation.amazonaws.com\n            Action: sts:AssumeRole\n            Condition:\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n              ArnLike:\n                aws:SourceArn: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"stacks"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":87,"column":31},"end":{"line":87,"column":43}}})) != null ? stack1 : "")
    + "\n      ManagedPolicyArns:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"execution"),{"name":"each","hash":{},"fn":container.program(13, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":89,"column":0},"end":{"line":91,"column":9}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"execution"),{"name":"each","hash":{},"fn":container.program(14, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":92,"column":0},"end":{"line":113,"column":9}}})) != null ? stack1 : "")
    + "  Boundary"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"id"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":114,"column":10},"end":{"line":114,"column":19}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::IAM::ManagedPolicy\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasAccount"),{"name":"if","hash":{},"fn":container.program(12, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":116,"column":0},"end":{"line":118,"column":7}}})) != null ? stack1 : "")
    + "    Properties:\n      ManagedPolicyName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"boundaryName"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":120,"column":25},"end":{"line":120,"column":43}}})) != null ? stack1 : "")
    + "\n      Path: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"path"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":121,"column":12},"end":{"line":121,"column":22}}})) != null ? stack1 : "")
    + "\n      Description: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"boundaryDescription"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":122,"column":19},"end":{"line":122,"column":44}}})) != null ? stack1 : "")
    + "\n      PolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"boundary"),{"name":"each","hash":{},"fn":container.program(17, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":126,"column":0},"end":{"line":131,"column":9}}})) != null ? stack1 : "");
},"12":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "    Condition: In"
    + ((stack1 = lookupProperty(helpers,"id").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"id"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":70,"column":17},"end":{"line":70,"column":26}}})) != null ? stack1 : "")
    + "Account\n";
},"13":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "        - !Ref "
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"area"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":90,"column":15},"end":{"line":90,"column":26}}})) != null ? stack1 : "")
    + "Rights"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"environmentId"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":90,"column":32},"end":{"line":90,"column":52}}})) != null ? stack1 : "")
    + "\n";
},"14":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  "
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"area"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":93,"column":2},"end":{"line":93,"column":13}}})) != null ? stack1 : "")
    + "Rights"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"environmentId"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":93,"column":19},"end":{"line":93,"column":39}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::IAM::ManagedPolicy\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasAccount"),{"name":"if","hash":{},"fn":container.program(6, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":95,"column":0},"end":{"line":97,"column":7}}})) != null ? stack1 : "")
    + "    Properties:\n      Path: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"path"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":99,"column":12},"end":{"line":99,"column":22}}})) != null ? stack1 : "")
    + "\n      Description: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"description"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":100,"column":19},"end":{"line":100,"column":36}}})) != null ? stack1 : "")
    + "\n      PolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"statements"),{"name":"each","hash":{},"fn":container.program(15, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":104,"column":0},"end":{"line":112,"column":9}}})) != null ? stack1 : "");
},"15":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "          - Sid: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"sid"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":105,"column":17},"end":{"line":105,"column":26}}})) != null ? stack1 : "")
    + "\n            Effect: Allow\n            Action: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"actions"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":107,"column":20},"end":{"line":107,"column":33}}})) != null ? stack1 : "")
    + "\n            Resource: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"resources"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":108,"column":22},"end":{"line":108,"column":37}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasConditions"),{"name":"if","hash":{},"fn":container.program(16, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":109,"column":0},"end":{"line":111,"column":7}}})) != null ? stack1 : "");
},"16":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "            Condition: "
    + ((stack1 = lookupProperty(helpers,"v").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"conditions"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":110,"column":23},"end":{"line":110,"column":39}}})) != null ? stack1 : "")
    + "\n";
},"17":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "          - Sid: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"sid"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":127,"column":17},"end":{"line":127,"column":26}}})) != null ? stack1 : "")
    + "\n            Effect: Allow\n            Action: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"actions"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":129,"column":20},"end":{"line":129,"column":33}}})) != null ? stack1 : "")
    + "\n            Resource: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"resources"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":130,"column":22},"end":{"line":130,"column":37}}})) != null ? stack1 : "")
    + "\n";
},"18":function(container,depth0,helpers,partials,data) {
    return "  GitHubProviderArn:\n    Value: !Ref GitHubProvider\n";
},"19":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  "
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"kind"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":139,"column":2},"end":{"line":139,"column":13}}})) != null ? stack1 : "")
    + "RoleArn"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"environmentId"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":139,"column":20},"end":{"line":139,"column":40}}})) != null ? stack1 : "")
    + ":\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasAccount"),{"name":"if","hash":{},"fn":container.program(6, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":140,"column":0},"end":{"line":142,"column":7}}})) != null ? stack1 : "")
    + "    Value: !GetAtt "
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"kind"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":143,"column":19},"end":{"line":143,"column":30}}})) != null ? stack1 : "")
    + "Role"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"environmentId"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":143,"column":34},"end":{"line":143,"column":54}}})) != null ? stack1 : "")
    + ".Arn\n";
},"20":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  ExecutionRoleArn"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"id"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":146,"column":18},"end":{"line":146,"column":27}}})) != null ? stack1 : "")
    + ":\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasAccount"),{"name":"if","hash":{},"fn":container.program(12, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":147,"column":0},"end":{"line":149,"column":7}}})) != null ? stack1 : "")
    + "    Value: !GetAtt ExecutionRole"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"id"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":150,"column":32},"end":{"line":150,"column":41}}})) != null ? stack1 : "")
    + ".Arn\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"usesBucket"),{"name":"if","hash":{},"fn":container.program(0, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":1,"column":0},"end":{"line":5,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasConditions"),{"name":"if","hash":{},"fn":container.program(1, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":6,"column":0},"end":{"line":16,"column":7}}})) != null ? stack1 : "")
    + "Resources:\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"makesProvider"),{"name":"if","hash":{},"fn":container.program(4, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":18,"column":0},"end":{"line":28,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"roles"),{"name":"each","hash":{},"fn":container.program(5, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":29,"column":0},"end":{"line":65,"column":9}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"environments"),{"name":"each","hash":{},"fn":container.program(11, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":66,"column":0},"end":{"line":132,"column":9}}})) != null ? stack1 : "")
    + "Outputs:\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"makesProvider"),{"name":"if","hash":{},"fn":container.program(18, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":134,"column":0},"end":{"line":137,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"roles"),{"name":"each","hash":{},"fn":container.program(19, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":138,"column":0},"end":{"line":144,"column":9}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"environments"),{"name":"each","hash":{},"fn":container.program(20, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":145,"column":0},"end":{"line":151,"column":9}}})) != null ? stack1 : "");
},"useData":true,"useDepths":true},
  "alarms": {"0":function(container,depth0,helpers,partials,data) {
    return "Parameters:\n  KeyArn:\n    Type: String\n";
},"1":function(container,depth0,helpers,partials,data) {
    return "      KmsMasterKeyId: !Ref KeyArn\n";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  AlarmSubscription"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"id"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":34,"column":19},"end":{"line":34,"column":28}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::SNS::Subscription\n    Properties:\n      TopicArn: !Ref AlarmTopic\n      Protocol: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"protocol"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":38,"column":16},"end":{"line":38,"column":30}}})) != null ? stack1 : "")
    + "\n      Endpoint: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"endpoint"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":39,"column":16},"end":{"line":39,"column":30}}})) != null ? stack1 : "")
    + "\n";
},"3":function(container,depth0,helpers,partials,data) {
    return "      KmsKeyId: !Ref KeyArn\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"kms"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":1,"column":0},"end":{"line":5,"column":7}}})) != null ? stack1 : "")
    + "Resources:\n  AlarmTopic:\n    Type: AWS::SNS::Topic\n    Properties:\n      DisplayName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":10,"column":19},"end":{"line":10,"column":29}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"kms"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":11,"column":0},"end":{"line":13,"column":7}}})) != null ? stack1 : "")
    + "  AlarmTopicPolicy:\n    Type: AWS::SNS::TopicPolicy\n    Properties:\n      Topics:\n        - !Ref AlarmTopic\n      PolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Sid: Alarms\n            Effect: Allow\n            Principal:\n              Service: cloudwatch.amazonaws.com\n            Action: sns:Publish\n            Resource: !Ref AlarmTopic\n            Condition:\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n              ArnLike:\n                aws:SourceArn: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"alarmArns"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":32,"column":31},"end":{"line":32,"column":46}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"subscriptions"),{"name":"each","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":33,"column":0},"end":{"line":40,"column":9}}})) != null ? stack1 : "")
    + "  LoadBalancerErrorsAlarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      AlarmDescription: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"loadBalancerErrorsText"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":44,"column":24},"end":{"line":44,"column":52}}})) != null ? stack1 : "")
    + "\n      Namespace: AWS/ApplicationELB\n      MetricName: HTTPCode_ELB_5XX_Count\n      Dimensions:\n        - Name: LoadBalancer\n          Value: !GetAtt LoadBalancer.LoadBalancerFullName\n      Statistic: Sum\n      Period: 300\n      EvaluationPeriods: 1\n      Threshold: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"loadBalancerErrors"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":53,"column":17},"end":{"line":53,"column":41}}})) != null ? stack1 : "")
    + "\n      ComparisonOperator: GreaterThanOrEqualToThreshold\n      # Reported only while there are such answers: nothing means none.\n      TreatMissingData: notBreaching\n      AlarmActions:\n        - !Ref AlarmTopic\n      OKActions:\n        - !Ref AlarmTopic\n  TaskExitsLogGroup:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      LogGroupName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"logGroup"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":64,"column":20},"end":{"line":64,"column":34}}})) != null ? stack1 : "")
    + "\n      RetentionInDays: 30\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"kms"),{"name":"if","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":66,"column":0},"end":{"line":68,"column":7}}})) != null ? stack1 : "")
    + "      # At the log group, since an account has only ten policies of its own: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html\n      ResourcePolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Sid: CreateStreams\n            Effect: Allow\n            Principal:\n              Service:\n                - events.amazonaws.com\n                - delivery.logs.amazonaws.com\n            Action: logs:CreateLogStream\n            Resource: !Sub\n              - arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Name}:*\n              - Name: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"logGroup"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":82,"column":22},"end":{"line":82,"column":36}}})) != null ? stack1 : "")
    + "\n          - Sid: PutEvents\n            Effect: Allow\n            Principal:\n              Service:\n                - events.amazonaws.com\n                - delivery.logs.amazonaws.com\n            Action: logs:PutLogEvents\n            Resource: !Sub\n              - arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Name}:*\n              - Name: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"logGroup"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":92,"column":22},"end":{"line":92,"column":36}}})) != null ? stack1 : "")
    + "\n            Condition:\n              ArnEquals:\n                aws:SourceArn: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"ruleArn"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":95,"column":31},"end":{"line":95,"column":44}}})) != null ? stack1 : "")
    + "\n  TaskExitsRule:\n    Type: AWS::Events::Rule\n    Properties:\n      Name: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"ruleName"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":99,"column":12},"end":{"line":99,"column":26}}})) != null ? stack1 : "")
    + "\n      Description: Tasks whose essential container ended by itself\n      EventPattern:\n        source:\n          - aws.ecs\n        detail-type:\n          - ECS Task State Change\n        detail:\n          clusterArn:\n            - !GetAtt Cluster.Arn\n          lastStatus:\n            - STOPPED\n          stopCode:\n            - EssentialContainerExited\n      Targets:\n        - Id: log-group\n          Arn: !Sub arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${TaskExitsLogGroup}\n  TaskExitsMetricFilter:\n    Type: AWS::Logs::MetricFilter\n    Properties:\n      LogGroupName: !Ref TaskExitsLogGroup\n      FilterPattern: '{ $.detail.stopCode = \"EssentialContainerExited\" }'\n      MetricTransformations:\n        - MetricNamespace: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"metricNamespace"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":122,"column":27},"end":{"line":122,"column":48}}})) != null ? stack1 : "")
    + "\n          MetricName: TaskExits\n          MetricValue: \"1\"\n          Unit: Count\n  TaskExitsAlarm:\n    Type: AWS::CloudWatch::Alarm\n    DependsOn: TaskExitsMetricFilter\n    Properties:\n      AlarmDescription: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"taskExitsText"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":130,"column":24},"end":{"line":130,"column":43}}})) != null ? stack1 : "")
    + "\n      Namespace: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"metricNamespace"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":131,"column":17},"end":{"line":131,"column":38}}})) != null ? stack1 : "")
    + "\n      MetricName: TaskExits\n      Statistic: Sum\n      Period: 300\n      EvaluationPeriods: 1\n      Threshold: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"taskExits"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":136,"column":17},"end":{"line":136,"column":32}}})) != null ? stack1 : "")
    + "\n      ComparisonOperator: GreaterThanOrEqualToThreshold\n      # One data point per exit: nothing means that no task ended.\n      TreatMissingData: notBreaching\n      AlarmActions:\n        - !Ref AlarmTopic\n      OKActions:\n        - !Ref AlarmTopic\nOutputs:\n  AlarmTopicArn:\n    Value: !Ref AlarmTopic\n  LoadBalancerFullName:\n    Value: !GetAtt LoadBalancer.LoadBalancerFullName\n  TaskExitsLogGroupName:\n    Value: !Ref TaskExitsLogGroup\n";
},"useData":true},
  "artifacts": {"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    return "Resources:\n  ArtifactsBucket:\n    Type: AWS::S3::Bucket\n    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n    Properties:\n      BucketEncryption:\n        ServerSideEncryptionConfiguration:\n          - ServerSideEncryptionByDefault:\n              SSEAlgorithm: AES256\n      VersioningConfiguration:\n        Status: Enabled\n      PublicAccessBlockConfiguration:\n        BlockPublicAcls: true\n        BlockPublicPolicy: true\n        IgnorePublicAcls: true\n        RestrictPublicBuckets: true\n      OwnershipControls:\n        Rules:\n          - ObjectOwnership: BucketOwnerEnforced\n      LifecycleConfiguration:\n        Rules:\n          - Id: old-templates\n            Status: Enabled\n            Prefix: templates/\n            ExpirationInDays: 90\n            NoncurrentVersionExpiration:\n              NoncurrentDays: 30\n            AbortIncompleteMultipartUpload:\n              DaysAfterInitiation: 1\n  ArtifactsBucketPolicy:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref ArtifactsBucket\n      PolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Sid: TlsOnly\n            Effect: Deny\n            Principal: \"*\"\n            Action: s3:*\n            Resource:\n              - !GetAtt ArtifactsBucket.Arn\n              - !Sub ${ArtifactsBucket.Arn}/*\n            Condition:\n              Bool:\n                aws:SecureTransport: \"false\"\nOutputs:\n  ArtifactsBucketName:\n    Value: !Ref ArtifactsBucket\n";
},"useData":true},
  "autoscaling": {"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Resources:\n  ScalableTarget:\n    Type: AWS::ApplicationAutoScaling::ScalableTarget\n    Properties:\n      ServiceNamespace: ecs\n      ScalableDimension: ecs:service:DesiredCount\n      ResourceId: !Sub service/${ClusterName}/${Service.Name}\n      MinCapacity: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"min"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":8,"column":19},"end":{"line":8,"column":28}}})) != null ? stack1 : "")
    + "\n      MaxCapacity: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"max"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":9,"column":19},"end":{"line":9,"column":28}}})) != null ? stack1 : "")
    + "\n  CpuScalingPolicy:\n    Type: AWS::ApplicationAutoScaling::ScalingPolicy\n    Properties:\n      PolicyName: cpu\n      PolicyType: TargetTrackingScaling\n      ScalingTargetId: !Ref ScalableTarget\n      TargetTrackingScalingPolicyConfiguration:\n        PredefinedMetricSpecification:\n          PredefinedMetricType: ECSServiceAverageCPUUtilization\n        TargetValue: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"cpu"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":19,"column":21},"end":{"line":19,"column":30}}})) != null ? stack1 : "")
    + "\n        ScaleOutCooldown: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"outCooldown"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":20,"column":26},"end":{"line":20,"column":43}}})) != null ? stack1 : "")
    + "\n        ScaleInCooldown: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"inCooldown"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":21,"column":25},"end":{"line":21,"column":41}}})) != null ? stack1 : "")
    + "\n  MemoryScalingPolicy:\n    Type: AWS::ApplicationAutoScaling::ScalingPolicy\n    Properties:\n      PolicyName: memory\n      PolicyType: TargetTrackingScaling\n      ScalingTargetId: !Ref ScalableTarget\n      TargetTrackingScalingPolicyConfiguration:\n        PredefinedMetricSpecification:\n          PredefinedMetricType: ECSServiceAverageMemoryUtilization\n        TargetValue: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"memory"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":31,"column":21},"end":{"line":31,"column":33}}})) != null ? stack1 : "")
    + "\n        ScaleOutCooldown: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"outCooldown"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":32,"column":26},"end":{"line":32,"column":43}}})) != null ? stack1 : "")
    + "\n        ScaleInCooldown: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"inCooldown"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":33,"column":25},"end":{"line":33,"column":41}}})) != null ? stack1 : "")
    + "\n";
},"useData":true},
  "cluster": {"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Resources:\n  Cluster:\n    Type: AWS::ECS::Cluster\n    Properties:\n      ClusterSettings:\n        - Name: containerInsights\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"insights"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":7,"column":17},"end":{"line":7,"column":31}}})) != null ? stack1 : "")
    + "\n  ClusterCapacity:\n    Type: AWS::ECS::ClusterCapacityProviderAssociations\n    Properties:\n      Cluster: !Ref Cluster\n      CapacityProviders:\n        - FARGATE\n        - FARGATE_SPOT\n      DefaultCapacityProviderStrategy:\n        - CapacityProvider: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"capacityProvider"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":16,"column":28},"end":{"line":16,"column":50}}})) != null ? stack1 : "")
    + "\n          Weight: 1\nOutputs:\n  ClusterName:\n    Value: !Ref Cluster\n  ClusterArn:\n    Value: !GetAtt Cluster.Arn\n";
},"useData":true},
  "dashboard": {"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Resources:\n  Dashboard:\n    Type: AWS::CloudWatch::Dashboard\n    Properties:\n      DashboardName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":5,"column":21},"end":{"line":5,"column":31}}})) != null ? stack1 : "")
    + "\n      DashboardBody: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"body"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":6,"column":21},"end":{"line":6,"column":31}}})) != null ? stack1 : "")
    + "\nOutputs:\n  DashboardUrl:\n    Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"url"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":9,"column":11},"end":{"line":9,"column":20}}})) != null ? stack1 : "")
    + "\n";
},"useData":true},
  "encryption": {"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Resources:\n  Key:\n    Type: AWS::KMS::Key\n    # Logs that it encrypted can be read only as long as it is there, also after kms is switched off.\n    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n    Properties:\n      Description: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"description"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":8,"column":19},"end":{"line":8,"column":36}}})) != null ? stack1 : "")
    + "\n      EnableKeyRotation: true\n      KeyPolicy:\n        Version: \"2012-10-17\"\n        Statement:\n          # Hands the key over to the account's IAM policies: without it nobody could ever change it again.\n          - Sid: Account\n            Effect: Allow\n            Principal:\n              AWS: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root\n            Action: kms:*\n            Resource: \"*\"\n          - Sid: Logs\n            Effect: Allow\n            Principal:\n              Service: !Sub logs.${AWS::Region}.amazonaws.com\n            Action:\n              - kms:Encrypt\n              - kms:Decrypt\n              - kms:ReEncrypt*\n              - kms:GenerateDataKey*\n              - kms:DescribeKey\n            Resource: \"*\"\n            Condition:\n              ArnLike:\n                kms:EncryptionContext:aws:logs:arn: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"logGroupArns"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":33,"column":52},"end":{"line":33,"column":70}}})) != null ? stack1 : "")
    + "\n          - Sid: Alarms\n            Effect: Allow\n            Principal:\n              Service: cloudwatch.amazonaws.com\n            Action:\n              - kms:Decrypt\n              - kms:GenerateDataKey*\n            Resource: \"*\"\n            Condition:\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n              ArnLike:\n                aws:SourceArn: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"alarmArns"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":46,"column":31},"end":{"line":46,"column":46}}})) != null ? stack1 : "")
    + "\n  KeyAlias:\n    Type: AWS::KMS::Alias\n    Properties:\n      AliasName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"alias"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":50,"column":17},"end":{"line":50,"column":28}}})) != null ? stack1 : "")
    + "\n      TargetKeyId: !Ref Key\nOutputs:\n  KeyArn:\n    Value: !GetAtt Key.Arn\n";
},"useData":true},
  "endpoints": {"0":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "        - !Ref PrivateRouteTable"
    + ((stack1 = lookupProperty(helpers,"id").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":25,"column":32},"end":{"line":25,"column":45}}})) != null ? stack1 : "")
    + "\n";
},"1":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  "
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"id"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":28,"column":2},"end":{"line":28,"column":11}}})) != null ? stack1 : "")
    + "Endpoint:\n    Type: AWS::EC2::VPCEndpoint\n    Properties:\n      VpcId: !Ref Vpc\n      ServiceName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"service"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":32,"column":19},"end":{"line":32,"column":32}}})) != null ? stack1 : "")
    + "\n      VpcEndpointType: Interface\n      PrivateDnsEnabled: true\n      SubnetIds:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depths[1],"zones"),{"name":"each","hash":{},"fn":container.program(2, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":36,"column":0},"end":{"line":38,"column":9}}})) != null ? stack1 : "")
    + "      SecurityGroupIds:\n        - !Ref EndpointSecurityGroup\n";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "        - !Ref PrivateSubnet"
    + ((stack1 = lookupProperty(helpers,"id").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":37,"column":28},"end":{"line":37,"column":41}}})) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data,blockParams,depths) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Resources:\n  EndpointSecurityGroup:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: VPC endpoints, open to the VPC only\n      VpcId: !Ref Vpc\n      SecurityGroupIngress:\n        - Description: HTTPS from the VPC\n          IpProtocol: tcp\n          FromPort: 443\n          ToPort: 443\n          CidrIp: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"cidr"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":12,"column":18},"end":{"line":12,"column":28}}})) != null ? stack1 : "")
    + "\n      Tags:\n        - Key: Name\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":15,"column":17},"end":{"line":15,"column":27}}})) != null ? stack1 : "")
    + "\n  # Image layers lie in S3; a gateway endpoint costs nothing: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html\n  S3Endpoint:\n    Type: AWS::EC2::VPCEndpoint\n    Properties:\n      VpcId: !Ref Vpc\n      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3\n      VpcEndpointType: Gateway\n      RouteTableIds:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"zones"),{"name":"each","hash":{},"fn":container.program(0, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":24,"column":0},"end":{"line":26,"column":9}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"services"),{"name":"each","hash":{},"fn":container.program(1, data, 0, blockParams, depths),"inverse":container.noop,"data":data,"loc":{"start":{"line":27,"column":0},"end":{"line":41,"column":9}}})) != null ? stack1 : "");
},"useData":true,"useDepths":true},
  "flow-logs": {"0":function(container,depth0,helpers,partials,data) {
    return "      KmsKeyId: !GetAtt Key.Arn\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "      PermissionsBoundary: "
    + ((stack1 = lookupProperty(helpers,"v").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"boundary"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":15,"column":27},"end":{"line":15,"column":41}}})) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Resources:\n  FlowLogsLogGroup:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      LogGroupName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"logGroup"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":5,"column":20},"end":{"line":5,"column":34}}})) != null ? stack1 : "")
    + "\n      RetentionInDays: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"retention"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":6,"column":23},"end":{"line":6,"column":38}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"kms"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":7,"column":0},"end":{"line":9,"column":7}}})) != null ? stack1 : "")
    + "  FlowLogsRole:\n    Type: AWS::IAM::Role\n    Properties:\n      Path: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"rolePath"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":13,"column":12},"end":{"line":13,"column":26}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasBoundary"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":14,"column":0},"end":{"line":16,"column":7}}})) != null ? stack1 : "")
    + "      Description: VPC flow logs are written with it\n      AssumeRolePolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: vpc-flow-logs.amazonaws.com\n            Action: sts:AssumeRole\n            Condition:\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n              ArnLike:\n                aws:SourceArn: !Sub arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:vpc-flow-log/*\n      Policies:\n        - PolicyName: write-flow-logs\n          PolicyDocument:\n            Version: \"2012-10-17\"\n            Statement:\n              # The log group is made here, so the role neither creates nor looks for one.\n              - Sid: Write\n                Effect: Allow\n                Action:\n                  - logs:CreateLogStream\n                  - logs:DescribeLogStreams\n                  - logs:PutLogEvents\n                Resource: !GetAtt FlowLogsLogGroup.Arn\n  FlowLogs:\n    Type: AWS::EC2::FlowLog\n    Properties:\n      ResourceType: VPC\n      ResourceId: !Ref Vpc\n      TrafficType: ALL\n      MaxAggregationInterval: 600\n      LogDestinationType: cloud-watch-logs\n      LogGroupName: !Ref FlowLogsLogGroup\n      DeliverLogsPermissionArn: !GetAtt FlowLogsRole.Arn\nOutputs:\n  FlowLogsLogGroupName:\n    Value: !Ref FlowLogsLogGroup\n";
},"useData":true},
  "load-balancer": {"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "        - Description: HTTPS from everywhere\n          IpProtocol: tcp\n          FromPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"httpsPort"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":21,"column":20},"end":{"line":21,"column":35}}})) != null ? stack1 : "")
    + "\n          ToPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"httpsPort"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":22,"column":18},"end":{"line":22,"column":33}}})) != null ? stack1 : "")
    + "\n          CidrIp: 0.0.0.0/0\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "      SecurityGroupEgress:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"ports"),{"name":"each","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":27,"column":0},"end":{"line":33,"column":9}}})) != null ? stack1 : "");
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "        - Description: To services inside the VPC\n          IpProtocol: tcp\n          FromPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":30,"column":20},"end":{"line":30,"column":30}}})) != null ? stack1 : "")
    + "\n          ToPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":31,"column":18},"end":{"line":31,"column":28}}})) != null ? stack1 : "")
    + "\n          CidrIp: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"cidr"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":32,"column":18},"end":{"line":32,"column":28}}})) != null ? stack1 : "")
    + "\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "        - Type: redirect\n          RedirectConfig:\n            Protocol: HTTPS\n            Port: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"redirectPort"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":62,"column":18},"end":{"line":62,"column":36}}})) != null ? stack1 : "")
    + "\n            StatusCode: HTTP_301\n  HttpsListener:\n    Type: AWS::ElasticLoadBalancingV2::Listener\n    Properties:\n      LoadBalancerArn: !Ref LoadBalancer\n      Port: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"httpsPort"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":68,"column":12},"end":{"line":68,"column":27}}})) != null ? stack1 : "")
    + "\n      Protocol: HTTPS\n      SslPolicy: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"tlsPolicy"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":70,"column":17},"end":{"line":70,"column":32}}})) != null ? stack1 : "")
    + "\n      Certificates:\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"makesCertificate"),{"name":"if","hash":{},"fn":container.program(4, data, 0),"inverse":container.program(5, data, 0),"data":data,"loc":{"start":{"line":72,"column":0},"end":{"line":76,"column":7}}})) != null ? stack1 : "")
    + "      DefaultActions:\n        - Type: fixed-response\n          FixedResponseConfig:\n            StatusCode: \"404\"\n            ContentType: application/json\n            MessageBody: '{\"title\":\"Not Found\",\"status\":404,\"detail\":\"No service takes this path.\"}'\n";
},"4":function(container,depth0,helpers,partials,data) {
    return "        - CertificateArn: !Ref Certificate\n";
},"5":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "        - CertificateArn: "
    + ((stack1 = lookupProperty(helpers,"v").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"certificate"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":75,"column":26},"end":{"line":75,"column":43}}})) != null ? stack1 : "")
    + "\n";
},"6":function(container,depth0,helpers,partials,data) {
    return "        - Type: fixed-response\n          FixedResponseConfig:\n            StatusCode: \"404\"\n            ContentType: application/json\n            MessageBody: '{\"title\":\"Not Found\",\"status\":404,\"detail\":\"No service takes this path.\"}'\n";
},"7":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  Certificate:\n    Type: AWS::CertificateManager::Certificate\n    Properties:\n      DomainName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"domainName"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":94,"column":18},"end":{"line":94,"column":34}}})) != null ? stack1 : "")
    + "\n      ValidationMethod: DNS\n      DomainValidationOptions:\n        - DomainName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"domainName"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":97,"column":22},"end":{"line":97,"column":38}}})) != null ? stack1 : "")
    + "\n          HostedZoneId: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"hostedZoneId"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":98,"column":24},"end":{"line":98,"column":42}}})) != null ? stack1 : "")
    + "\n";
},"8":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  AliasRecord:\n    Type: AWS::Route53::RecordSet\n    Properties:\n      HostedZoneId: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"hostedZoneId"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":104,"column":20},"end":{"line":104,"column":38}}})) != null ? stack1 : "")
    + "\n      Name: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"domainName"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":105,"column":12},"end":{"line":105,"column":28}}})) != null ? stack1 : "")
    + "\n      Type: A\n      AliasTarget:\n        DNSName: !GetAtt LoadBalancer.DNSName\n        HostedZoneId: !GetAtt LoadBalancer.CanonicalHostedZoneID\n        EvaluateTargetHealth: false\n";
},"9":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "    Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"url"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":115,"column":11},"end":{"line":115,"column":20}}})) != null ? stack1 : "")
    + "\n";
},"10":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return ((stack1 = lookupProperty(helpers,"if").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"https"),{"name":"if","hash":{},"fn":container.program(11, data, 0),"inverse":container.program(12, data, 0),"data":data,"loc":{"start":{"line":117,"column":0},"end":{"line":121,"column":7}}})) != null ? stack1 : "");
},"11":function(container,depth0,helpers,partials,data) {
    return "    Value: !Sub https://${LoadBalancer.DNSName}\n";
},"12":function(container,depth0,helpers,partials,data) {
    return "    Value: !Sub http://${LoadBalancer.DNSName}\n";
},"13":function(container,depth0,helpers,partials,data) {
    return "    Value: !Ref HttpsListener\n";
},"14":function(container,depth0,helpers,partials,data) {
    return "    Value: !Ref HttpListener\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Parameters:\n  VpcId:\n    Type: AWS::EC2::VPC::Id\n  PublicSubnetIds:\n    Type: List<AWS::EC2::Subnet::Id>\nResources:\n  LoadBalancerSecurityGroup:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: Load balancer, open to the Internet on its listener ports\n      VpcId: !Ref VpcId\n      SecurityGroupIngress:\n        - Description: HTTP from everywhere\n          IpProtocol: tcp\n          FromPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"httpPort"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":15,"column":20},"end":{"line":15,"column":34}}})) != null ? stack1 : "")
    + "\n          ToPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"httpPort"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":16,"column":18},"end":{"line":16,"column":32}}})) != null ? stack1 : "")
    + "\n          CidrIp: 0.0.0.0/0\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"https"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":18,"column":0},"end":{"line":24,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"ports"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":25,"column":0},"end":{"line":34,"column":7}}})) != null ? stack1 : "")
    + "  LoadBalancer:\n    Type: AWS::ElasticLoadBalancingV2::LoadBalancer\n    Properties:\n      Type: application\n      Scheme: internet-facing\n      IpAddressType: ipv4\n      Subnets: !Ref PublicSubnetIds\n      SecurityGroups:\n        - !Ref LoadBalancerSecurityGroup\n      LoadBalancerAttributes:\n        - Key: routing.http.drop_invalid_header_fields.enabled\n          Value: \"true\"\n        - Key: deletion_protection.enabled\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"deletionProtection"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":48,"column":17},"end":{"line":48,"column":41}}})) != null ? stack1 : "")
    + "\n        - Key: idle_timeout.timeout_seconds\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"idleTimeout"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":50,"column":17},"end":{"line":50,"column":34}}})) != null ? stack1 : "")
    + "\n  HttpListener:\n    Type: AWS::ElasticLoadBalancingV2::Listener\n    Properties:\n      LoadBalancerArn: !Ref LoadBalancer\n      Port: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"httpPort"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":55,"column":12},"end":{"line":55,"column":26}}})) != null ? stack1 : "")
    + "\n      Protocol: HTTP\n      DefaultActions:\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"https"),{"name":"if","hash":{},"fn":container.program(3, data, 0),"inverse":container.program(6, data, 0),"data":data,"loc":{"start":{"line":58,"column":0},"end":{"line":89,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"makesCertificate"),{"name":"if","hash":{},"fn":container.program(7, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":90,"column":0},"end":{"line":99,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"makesRecord"),{"name":"if","hash":{},"fn":container.program(8, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":100,"column":0},"end":{"line":111,"column":7}}})) != null ? stack1 : "")
    + "Outputs:\n  Url:\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasDomain"),{"name":"if","hash":{},"fn":container.program(9, data, 0),"inverse":container.program(10, data, 0),"data":data,"loc":{"start":{"line":114,"column":0},"end":{"line":122,"column":7}}})) != null ? stack1 : "")
    + "  LoadBalancerDnsName:\n    Value: !GetAtt LoadBalancer.DNSName\n  LoadBalancerArn:\n    Value: !Ref LoadBalancer\n  LoadBalancerSecurityGroupId:\n    Value: !GetAtt LoadBalancerSecurityGroup.GroupId\n  ListenerArn:\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"https"),{"name":"if","hash":{},"fn":container.program(13, data, 0),"inverse":container.program(14, data, 0),"data":data,"loc":{"start":{"line":130,"column":0},"end":{"line":134,"column":7}}})) != null ? stack1 : "");
},"useData":true},
  "network": {"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  PublicSubnet"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":34,"column":14},"end":{"line":34,"column":27}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::EC2::Subnet\n    Properties:\n      VpcId: !Ref Vpc\n      AvailabilityZone:\n        Fn::Select:\n          - "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"index"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":40,"column":12},"end":{"line":40,"column":23}}})) != null ? stack1 : "")
    + "\n          - Fn::GetAZs: \"\"\n      CidrBlock: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"publicCidr"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":42,"column":17},"end":{"line":42,"column":33}}})) != null ? stack1 : "")
    + "\n      MapPublicIpOnLaunch: false\n      Tags:\n        - Key: Name\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"publicName"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":46,"column":17},"end":{"line":46,"column":33}}})) != null ? stack1 : "")
    + "\n  PublicSubnet"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":47,"column":14},"end":{"line":47,"column":27}}})) != null ? stack1 : "")
    + "RouteTableAssociation:\n    Type: AWS::EC2::SubnetRouteTableAssociation\n    Properties:\n      SubnetId: !Ref PublicSubnet"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":50,"column":33},"end":{"line":50,"column":46}}})) != null ? stack1 : "")
    + "\n      RouteTableId: !Ref PublicRouteTable\n  PrivateSubnet"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":52,"column":15},"end":{"line":52,"column":28}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::EC2::Subnet\n    Properties:\n      VpcId: !Ref Vpc\n      AvailabilityZone:\n        Fn::Select:\n          - "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"index"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":58,"column":12},"end":{"line":58,"column":23}}})) != null ? stack1 : "")
    + "\n          - Fn::GetAZs: \"\"\n      CidrBlock: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"privateCidr"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":60,"column":17},"end":{"line":60,"column":34}}})) != null ? stack1 : "")
    + "\n      Tags:\n        - Key: Name\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"privateName"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":63,"column":17},"end":{"line":63,"column":34}}})) != null ? stack1 : "")
    + "\n  PrivateRouteTable"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":64,"column":19},"end":{"line":64,"column":32}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::EC2::RouteTable\n    Properties:\n      VpcId: !Ref Vpc\n  PrivateSubnet"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":68,"column":15},"end":{"line":68,"column":28}}})) != null ? stack1 : "")
    + "RouteTableAssociation:\n    Type: AWS::EC2::SubnetRouteTableAssociation\n    Properties:\n      SubnetId: !Ref PrivateSubnet"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":71,"column":34},"end":{"line":71,"column":47}}})) != null ? stack1 : "")
    + "\n      RouteTableId: !Ref PrivateRouteTable"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":72,"column":42},"end":{"line":72,"column":55}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasNat"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":73,"column":0},"end":{"line":87,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasRoute"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":88,"column":0},"end":{"line":95,"column":7}}})) != null ? stack1 : "");
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  NatEip"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":74,"column":8},"end":{"line":74,"column":21}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::EC2::EIP\n    DependsOn: InternetGatewayAttachment\n    Properties:\n      Domain: vpc\n  NatGateway"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":79,"column":12},"end":{"line":79,"column":25}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::EC2::NatGateway\n    Properties:\n      AllocationId: !GetAtt NatEip"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":82,"column":34},"end":{"line":82,"column":47}}})) != null ? stack1 : "")
    + ".AllocationId\n      SubnetId: !Ref PublicSubnet"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":83,"column":33},"end":{"line":83,"column":46}}})) != null ? stack1 : "")
    + "\n      Tags:\n        - Key: Name\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"natName"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":86,"column":17},"end":{"line":86,"column":30}}})) != null ? stack1 : "")
    + "\n";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  PrivateRoute"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":89,"column":14},"end":{"line":89,"column":27}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::EC2::Route\n    Properties:\n      RouteTableId: !Ref PrivateRouteTable"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":92,"column":42},"end":{"line":92,"column":55}}})) != null ? stack1 : "")
    + "\n      DestinationCidrBlock: 0.0.0.0/0\n      NatGatewayId: !Ref NatGateway"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"natNumber"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":94,"column":35},"end":{"line":94,"column":51}}})) != null ? stack1 : "")
    + "\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "          - !Ref PublicSubnet"
    + ((stack1 = lookupProperty(helpers,"id").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":108,"column":29},"end":{"line":108,"column":42}}})) != null ? stack1 : "")
    + "\n";
},"4":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "          - !Ref PrivateSubnet"
    + ((stack1 = lookupProperty(helpers,"id").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"number"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":116,"column":30},"end":{"line":116,"column":43}}})) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"cidr"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":5,"column":17},"end":{"line":5,"column":27}}})) != null ? stack1 : "")
    + "\n      EnableDnsHostnames: true\n      EnableDnsSupport: true\n      Tags:\n        - Key: Name\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":10,"column":17},"end":{"line":10,"column":27}}})) != null ? stack1 : "")
    + "\n  InternetGateway:\n    Type: AWS::EC2::InternetGateway\n    Properties:\n      Tags:\n        - Key: Name\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":16,"column":17},"end":{"line":16,"column":27}}})) != null ? stack1 : "")
    + "\n  InternetGatewayAttachment:\n    Type: AWS::EC2::VPCGatewayAttachment\n    Properties:\n      VpcId: !Ref Vpc\n      InternetGatewayId: !Ref InternetGateway\n  PublicRouteTable:\n    Type: AWS::EC2::RouteTable\n    Properties:\n      VpcId: !Ref Vpc\n  PublicRoute:\n    Type: AWS::EC2::Route\n    DependsOn: InternetGatewayAttachment\n    Properties:\n      RouteTableId: !Ref PublicRouteTable\n      DestinationCidrBlock: 0.0.0.0/0\n      GatewayId: !Ref InternetGateway\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"zones"),{"name":"each","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":33,"column":0},"end":{"line":96,"column":9}}})) != null ? stack1 : "")
    + "Outputs:\n  VpcId:\n    Value: !Ref Vpc\n  VpcCidr:\n    Value: !GetAtt Vpc.CidrBlock\n  PublicSubnetIds:\n    Value:\n      Fn::Join:\n        - \",\"\n        -\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"zones"),{"name":"each","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":107,"column":0},"end":{"line":109,"column":9}}})) != null ? stack1 : "")
    + "  PrivateSubnetIds:\n    Value:\n      Fn::Join:\n        - \",\"\n        -\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"zones"),{"name":"each","hash":{},"fn":container.program(4, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":115,"column":0},"end":{"line":117,"column":9}}})) != null ? stack1 : "");
},"useData":true},
  "registry": {"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Resources:\n  Repository:\n    Type: AWS::ECR::Repository\n    DeletionPolicy: Delete\n    UpdateReplacePolicy: Retain\n    Properties:\n      RepositoryName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":7,"column":22},"end":{"line":7,"column":32}}})) != null ? stack1 : "")
    + "\n      ImageTagMutability: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"tagMutability"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":8,"column":26},"end":{"line":8,"column":45}}})) != null ? stack1 : "")
    + "\n      ImageScanningConfiguration:\n        ScanOnPush: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"scanOnPush"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":10,"column":20},"end":{"line":10,"column":36}}})) != null ? stack1 : "")
    + "\n      EncryptionConfiguration:\n        EncryptionType: AES256\n      LifecyclePolicy:\n        LifecyclePolicyText: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"lifecyclePolicy"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":14,"column":29},"end":{"line":14,"column":50}}})) != null ? stack1 : "")
    + "\nOutputs:\n  RepositoryName:\n    Value: !Ref Repository\n  RepositoryUri:\n    Value: !GetAtt Repository.RepositoryUri\n";
},"useData":true},
  "service": {"0":function(container,depth0,helpers,partials,data) {
    return "  KeyArn:\n    Type: String\n";
},"1":function(container,depth0,helpers,partials,data) {
    return "      KmsKeyId: !Ref KeyArn\n";
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "      PermissionsBoundary: "
    + ((stack1 = lookupProperty(helpers,"v").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"boundary"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":36,"column":27},"end":{"line":36,"column":41}}})) != null ? stack1 : "")
    + "\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "              # Has no resource type: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html\n              - Sid: LogIn\n                Effect: Allow\n                Action: ecr:GetAuthorizationToken\n                Resource: \"*\"\n              - Sid: Pull\n                Effect: Allow\n                Action:\n                  - ecr:BatchCheckLayerAvailability\n                  - ecr:BatchGetImage\n                  - ecr:GetDownloadUrlForLayer\n                Resource:\n                  Fn::Sub:\n                    - arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/${Name}\n                    - Name: "
    + ((stack1 = lookupProperty(helpers,"v").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"repositoryName"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":69,"column":28},"end":{"line":69,"column":48}}})) != null ? stack1 : "")
    + "\n";
},"4":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "              - Sid: Parameters\n                Effect: Allow\n                Action: ssm:GetParameters\n                Resource:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"parameters"),{"name":"each","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":82,"column":0},"end":{"line":84,"column":9}}})) != null ? stack1 : "");
},"5":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "                  - "
    + ((stack1 = lookupProperty(helpers,"v").call(depth0 != null ? depth0 : (container.nullContext || {}),depth0,{"name":"v","hash":{},"data":data,"loc":{"start":{"line":83,"column":20},"end":{"line":83,"column":30}}})) != null ? stack1 : "")
    + "\n";
},"6":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "              - Sid: Secrets\n                Effect: Allow\n                Action: secretsmanager:GetSecretValue\n                Resource:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"secretArns"),{"name":"each","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":91,"column":0},"end":{"line":93,"column":9}}})) != null ? stack1 : "");
},"7":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "            - Name: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":141,"column":20},"end":{"line":141,"column":30}}})) != null ? stack1 : "")
    + "\n              Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"value"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":142,"column":21},"end":{"line":142,"column":32}}})) != null ? stack1 : "")
    + "\n";
},"8":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "          Secrets:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"secrets"),{"name":"each","hash":{},"fn":container.program(9, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":146,"column":0},"end":{"line":149,"column":9}}})) != null ? stack1 : "");
},"9":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "            - Name: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":147,"column":20},"end":{"line":147,"column":30}}})) != null ? stack1 : "")
    + "\n              ValueFrom: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"valueFrom"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":148,"column":25},"end":{"line":148,"column":40}}})) != null ? stack1 : "")
    + "\n";
},"10":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "          HealthCheck:\n            Command: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"command"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":153,"column":21},"end":{"line":153,"column":34}}})) != null ? stack1 : "")
    + "\n            Interval: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"commandInterval"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":154,"column":22},"end":{"line":154,"column":43}}})) != null ? stack1 : "")
    + "\n            Timeout: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"commandTimeout"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":155,"column":21},"end":{"line":155,"column":41}}})) != null ? stack1 : "")
    + "\n            Retries: 3\n            StartPeriod: 30\n";
},"11":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  Route"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"id"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":201,"column":7},"end":{"line":201,"column":16}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::ElasticLoadBalancingV2::ListenerRule\n    Properties:\n      ListenerArn: !Ref ListenerArn\n      Priority: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"priority"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":205,"column":16},"end":{"line":205,"column":30}}})) != null ? stack1 : "")
    + "\n      Conditions:\n        - Field: path-pattern\n          PathPatternConfig:\n            Values:\n              - "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"pattern"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":210,"column":16},"end":{"line":210,"column":29}}})) != null ? stack1 : "")
    + "\n      Actions:\n        - Type: forward\n          TargetGroupArn: !Ref TargetGroup\n";
},"12":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "      - Route"
    + ((stack1 = lookupProperty(helpers,"id").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"id"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":219,"column":13},"end":{"line":219,"column":22}}})) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Parameters:\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"kms"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":2,"column":0},"end":{"line":5,"column":7}}})) != null ? stack1 : "")
    + "  Image:\n    Type: String\n    Description: The image by digest\n  Release:\n    Type: String\n    Description: Number of the release\n  VpcId:\n    Type: AWS::EC2::VPC::Id\n  PrivateSubnetIds:\n    Type: List<AWS::EC2::Subnet::Id>\n  ClusterName:\n    Type: String\n  ListenerArn:\n    Type: String\n  LoadBalancerSecurityGroupId:\n    Type: AWS::EC2::SecurityGroup::Id\nResources:\n  LogGroup:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      LogGroupName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"logGroup"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":26,"column":20},"end":{"line":26,"column":34}}})) != null ? stack1 : "")
    + "\n      RetentionInDays: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"retention"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":27,"column":23},"end":{"line":27,"column":38}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"kms"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":28,"column":0},"end":{"line":30,"column":7}}})) != null ? stack1 : "")
    + "  ExecutionRole:\n    Type: AWS::IAM::Role\n    Properties:\n      Path: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"rolePath"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":34,"column":12},"end":{"line":34,"column":26}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasBoundary"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":35,"column":0},"end":{"line":37,"column":7}}})) != null ? stack1 : "")
    + "      Description: ECS pulls the image and writes the log with it\n      AssumeRolePolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: ecs-tasks.amazonaws.com\n            Action: sts:AssumeRole\n            Condition:\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n      Policies:\n        - PolicyName: start-tasks\n          PolicyDocument:\n            Version: \"2012-10-17\"\n            Statement:\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"built"),{"name":"if","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":54,"column":0},"end":{"line":70,"column":7}}})) != null ? stack1 : "")
    + "              - Sid: Log\n                Effect: Allow\n                Action:\n                  - logs:CreateLogStream\n                  - logs:PutLogEvents\n                Resource: !GetAtt LogGroup.Arn\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"parameters"),{"name":"if","hash":{},"fn":container.program(4, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":77,"column":0},"end":{"line":85,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"secretArns"),{"name":"if","hash":{},"fn":container.program(6, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":86,"column":0},"end":{"line":94,"column":7}}})) != null ? stack1 : "")
    + "  TaskRole:\n    Type: AWS::IAM::Role\n    Properties:\n      Path: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"rolePath"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":98,"column":12},"end":{"line":98,"column":26}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasBoundary"),{"name":"if","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":99,"column":0},"end":{"line":101,"column":7}}})) != null ? stack1 : "")
    + "      Description: The application's own rights; none until it needs some\n      AssumeRolePolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: ecs-tasks.amazonaws.com\n            Action: sts:AssumeRole\n            Condition:\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n  TaskDefinition:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Family: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"family"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":116,"column":14},"end":{"line":116,"column":26}}})) != null ? stack1 : "")
    + "\n      Cpu: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"cpu"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":117,"column":11},"end":{"line":117,"column":20}}})) != null ? stack1 : "")
    + "\n      Memory: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"memory"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":118,"column":14},"end":{"line":118,"column":26}}})) != null ? stack1 : "")
    + "\n      NetworkMode: awsvpc\n      RequiresCompatibilities:\n        - FARGATE\n      RuntimePlatform:\n        OperatingSystemFamily: LINUX\n        CpuArchitecture: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"architecture"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":124,"column":25},"end":{"line":124,"column":43}}})) != null ? stack1 : "")
    + "\n      ExecutionRoleArn: !GetAtt ExecutionRole.Arn\n      TaskRoleArn: !GetAtt TaskRole.Arn\n      ContainerDefinitions:\n        - Name: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":128,"column":16},"end":{"line":128,"column":26}}})) != null ? stack1 : "")
    + "\n          Image: !Ref Image\n          Essential: true\n          User: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"user"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":131,"column":16},"end":{"line":131,"column":26}}})) != null ? stack1 : "")
    + "\n          ReadonlyRootFilesystem: true\n          StopTimeout: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"stopTimeout"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":133,"column":23},"end":{"line":133,"column":40}}})) != null ? stack1 : "")
    + "\n          LinuxParameters:\n            InitProcessEnabled: true\n          PortMappings:\n            - ContainerPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":137,"column":29},"end":{"line":137,"column":39}}})) != null ? stack1 : "")
    + "\n              Protocol: tcp\n          Environment:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"environment"),{"name":"each","hash":{},"fn":container.program(7, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":140,"column":0},"end":{"line":143,"column":9}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"secrets"),{"name":"if","hash":{},"fn":container.program(8, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":144,"column":0},"end":{"line":150,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasCommand"),{"name":"if","hash":{},"fn":container.program(10, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":151,"column":0},"end":{"line":158,"column":7}}})) != null ? stack1 : "")
    + "          LogConfiguration:\n            LogDriver: awslogs\n            Options:\n              awslogs-group: !Ref LogGroup\n              awslogs-region: !Ref AWS::Region\n              awslogs-stream-prefix: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":164,"column":37},"end":{"line":164,"column":47}}})) != null ? stack1 : "")
    + "\n              mode: non-blocking\n  SecurityGroup:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: Tasks of the service, open to the load balancer only\n      VpcId: !Ref VpcId\n      SecurityGroupIngress:\n        - Description: From the load balancer\n          IpProtocol: tcp\n          FromPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":174,"column":20},"end":{"line":174,"column":30}}})) != null ? stack1 : "")
    + "\n          ToPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":175,"column":18},"end":{"line":175,"column":28}}})) != null ? stack1 : "")
    + "\n          SourceSecurityGroupId: !Ref LoadBalancerSecurityGroupId\n      SecurityGroupEgress:\n        - Description: HTTPS to AWS and the Internet\n          IpProtocol: tcp\n          FromPort: 443\n          ToPort: 443\n          CidrIp: 0.0.0.0/0\n  TargetGroup:\n    Type: AWS::ElasticLoadBalancingV2::TargetGroup\n    Properties:\n      VpcId: !Ref VpcId\n      TargetType: ip\n      Protocol: HTTP\n      Port: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":189,"column":12},"end":{"line":189,"column":22}}})) != null ? stack1 : "")
    + "\n      HealthCheckPath: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"healthPath"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":190,"column":23},"end":{"line":190,"column":39}}})) != null ? stack1 : "")
    + "\n      HealthCheckIntervalSeconds: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"interval"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":191,"column":34},"end":{"line":191,"column":48}}})) != null ? stack1 : "")
    + "\n      HealthCheckTimeoutSeconds: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"timeout"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":192,"column":33},"end":{"line":192,"column":46}}})) != null ? stack1 : "")
    + "\n      HealthyThresholdCount: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"healthyThreshold"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":193,"column":29},"end":{"line":193,"column":51}}})) != null ? stack1 : "")
    + "\n      UnhealthyThresholdCount: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"unhealthyThreshold"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":194,"column":31},"end":{"line":194,"column":55}}})) != null ? stack1 : "")
    + "\n      Matcher:\n        HttpCode: \"200\"\n      TargetGroupAttributes:\n        - Key: deregistration_delay.timeout_seconds\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"deregistrationDelay"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":199,"column":17},"end":{"line":199,"column":42}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"routes"),{"name":"each","hash":{},"fn":container.program(11, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":200,"column":0},"end":{"line":214,"column":9}}})) != null ? stack1 : "")
    + "  Service:\n    Type: AWS::ECS::Service\n    DependsOn:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"routes"),{"name":"each","hash":{},"fn":container.program(12, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":218,"column":0},"end":{"line":220,"column":9}}})) != null ? stack1 : "")
    + "    Properties:\n      Cluster: !Ref ClusterName\n      TaskDefinition: !Ref TaskDefinition\n      CapacityProviderStrategy:\n        - CapacityProvider: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"capacityProvider"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":225,"column":28},"end":{"line":225,"column":50}}})) != null ? stack1 : "")
    + "\n          Weight: 1\n      DeploymentConfiguration:\n        MinimumHealthyPercent: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"minimumHealthyPercent"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":228,"column":31},"end":{"line":228,"column":58}}})) != null ? stack1 : "")
    + "\n        MaximumPercent: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"maximumPercent"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":229,"column":24},"end":{"line":229,"column":44}}})) != null ? stack1 : "")
    + "\n        DeploymentCircuitBreaker:\n          Enable: true\n          Rollback: true\n      HealthCheckGracePeriodSeconds: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"gracePeriod"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":233,"column":37},"end":{"line":233,"column":54}}})) != null ? stack1 : "")
    + "\n      NetworkConfiguration:\n        AwsvpcConfiguration:\n          AssignPublicIp: DISABLED\n          Subnets: !Ref PrivateSubnetIds\n          SecurityGroups:\n            - !Ref SecurityGroup\n      LoadBalancers:\n        - ContainerName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":241,"column":25},"end":{"line":241,"column":35}}})) != null ? stack1 : "")
    + "\n          ContainerPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":242,"column":25},"end":{"line":242,"column":35}}})) != null ? stack1 : "")
    + "\n          TargetGroupArn: !Ref TargetGroup\n      EnableECSManagedTags: true\n      PropagateTags: SERVICE\nOutputs:\n  ServiceName:\n    Value: !GetAtt Service.Name\n  TaskDefinitionArn:\n    Value: !Ref TaskDefinition\n  TargetGroupArn:\n    Value: !Ref TargetGroup\n  LogGroupName:\n    Value: !Ref LogGroup\n  Release:\n    Value: !Ref Release\n";
},"useData":true},
  "service-alarms": {"0":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  RunningTasksAlarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      AlarmDescription: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"runningText"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":129,"column":24},"end":{"line":129,"column":41}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"insights"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.program(2, data, 0),"data":data,"loc":{"start":{"line":130,"column":0},"end":{"line":149,"column":7}}})) != null ? stack1 : "")
    + "      Period: 60\n      EvaluationPeriods: 5\n      DatapointsToAlarm: 5\n      Threshold: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"running"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":153,"column":17},"end":{"line":153,"column":30}}})) != null ? stack1 : "")
    + "\n      ComparisonOperator: LessThanThreshold\n      # Without a task there is no data: that is the worst case, not a good one.\n      TreatMissingData: breaching\n      AlarmActions:\n        - !Ref AlarmTopicArn\n      OKActions:\n        - !Ref AlarmTopicArn\n";
},"1":function(container,depth0,helpers,partials,data) {
    return "      Namespace: ECS/ContainerInsights\n      MetricName: RunningTaskCount\n      Dimensions:\n        - Name: ClusterName\n          Value: !Ref ClusterName\n        - Name: ServiceName\n          Value: !GetAtt Service.Name\n      Statistic: Average\n";
},"2":function(container,depth0,helpers,partials,data) {
    return "      # Only Container Insights counts tasks; without it, those that serve are counted.\n      Namespace: AWS/ApplicationELB\n      MetricName: HealthyHostCount\n      Dimensions:\n        - Name: LoadBalancer\n          Value: !Ref LoadBalancerFullName\n        - Name: TargetGroup\n          Value: !GetAtt TargetGroup.TargetGroupFullName\n      Statistic: Average\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Parameters:\n  AlarmTopicArn:\n    Type: String\n  ClusterName:\n    Type: String\n  LoadBalancerFullName:\n    Type: String\nResources:\n  ErrorsAlarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      AlarmDescription: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"errorsText"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":12,"column":24},"end":{"line":12,"column":40}}})) != null ? stack1 : "")
    + "\n      Namespace: AWS/ApplicationELB\n      MetricName: HTTPCode_Target_5XX_Count\n      Dimensions:\n        - Name: LoadBalancer\n          Value: !Ref LoadBalancerFullName\n        - Name: TargetGroup\n          Value: !GetAtt TargetGroup.TargetGroupFullName\n      Statistic: Sum\n      Period: 300\n      EvaluationPeriods: 1\n      Threshold: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"errors"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":23,"column":17},"end":{"line":23,"column":29}}})) != null ? stack1 : "")
    + "\n      ComparisonOperator: GreaterThanOrEqualToThreshold\n      # Reported only while there are such answers: nothing means none.\n      TreatMissingData: notBreaching\n      AlarmActions:\n        - !Ref AlarmTopicArn\n      OKActions:\n        - !Ref AlarmTopicArn\n  LatencyAlarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      AlarmDescription: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"latencyText"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":34,"column":24},"end":{"line":34,"column":41}}})) != null ? stack1 : "")
    + "\n      Namespace: AWS/ApplicationELB\n      MetricName: TargetResponseTime\n      Dimensions:\n        - Name: LoadBalancer\n          Value: !Ref LoadBalancerFullName\n        - Name: TargetGroup\n          Value: !GetAtt TargetGroup.TargetGroupFullName\n      ExtendedStatistic: p99\n      # The slowest hundredth of a few requests says nothing.\n      EvaluateLowSampleCountPercentile: ignore\n      Period: 60\n      EvaluationPeriods: 5\n      DatapointsToAlarm: 3\n      Threshold: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"latency"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":48,"column":17},"end":{"line":48,"column":30}}})) != null ? stack1 : "")
    + "\n      ComparisonOperator: GreaterThanOrEqualToThreshold\n      # Reported only while there are requests: without any, nobody waits.\n      TreatMissingData: notBreaching\n      AlarmActions:\n        - !Ref AlarmTopicArn\n      OKActions:\n        - !Ref AlarmTopicArn\n  UnhealthyHostsAlarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      AlarmDescription: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"unhealthyHostsText"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":59,"column":24},"end":{"line":59,"column":48}}})) != null ? stack1 : "")
    + "\n      Namespace: AWS/ApplicationELB\n      MetricName: UnHealthyHostCount\n      Dimensions:\n        - Name: LoadBalancer\n          Value: !Ref LoadBalancerFullName\n        - Name: TargetGroup\n          Value: !GetAtt TargetGroup.TargetGroupFullName\n      Statistic: Maximum\n      Period: 60\n      EvaluationPeriods: 5\n      DatapointsToAlarm: 3\n      Threshold: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"unhealthyHosts"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":71,"column":17},"end":{"line":71,"column":37}}})) != null ? stack1 : "")
    + "\n      ComparisonOperator: GreaterThanOrEqualToThreshold\n      # Reported while targets are registered: where none is, the alarm of running tasks rings.\n      TreatMissingData: notBreaching\n      AlarmActions:\n        - !Ref AlarmTopicArn\n      OKActions:\n        - !Ref AlarmTopicArn\n  CpuAlarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      AlarmDescription: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"cpuText"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":82,"column":24},"end":{"line":82,"column":37}}})) != null ? stack1 : "")
    + "\n      Namespace: AWS/ECS\n      MetricName: CPUUtilization\n      Dimensions:\n        - Name: ClusterName\n          Value: !Ref ClusterName\n        - Name: ServiceName\n          Value: !GetAtt Service.Name\n      Statistic: Average\n      Period: 60\n      EvaluationPeriods: 10\n      DatapointsToAlarm: 8\n      Threshold: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"cpu"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":94,"column":17},"end":{"line":94,"column":26}}})) != null ? stack1 : "")
    + "\n      ComparisonOperator: GreaterThanOrEqualToThreshold\n      # Reported while tasks run: where none does, the alarm of running tasks rings.\n      TreatMissingData: notBreaching\n      AlarmActions:\n        - !Ref AlarmTopicArn\n      OKActions:\n        - !Ref AlarmTopicArn\n  MemoryAlarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      AlarmDescription: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"memoryText"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":105,"column":24},"end":{"line":105,"column":40}}})) != null ? stack1 : "")
    + "\n      Namespace: AWS/ECS\n      MetricName: MemoryUtilization\n      Dimensions:\n        - Name: ClusterName\n          Value: !Ref ClusterName\n        - Name: ServiceName\n          Value: !GetAtt Service.Name\n      Statistic: Average\n      Period: 60\n      EvaluationPeriods: 10\n      DatapointsToAlarm: 8\n      Threshold: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"memory"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":117,"column":17},"end":{"line":117,"column":29}}})) != null ? stack1 : "")
    + "\n      ComparisonOperator: GreaterThanOrEqualToThreshold\n      # Reported while tasks run: where none does, the alarm of running tasks rings.\n      TreatMissingData: notBreaching\n      AlarmActions:\n        - !Ref AlarmTopicArn\n      OKActions:\n        - !Ref AlarmTopicArn\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasRunning"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":125,"column":0},"end":{"line":161,"column":7}}})) != null ? stack1 : "");
},"useData":true},
};
