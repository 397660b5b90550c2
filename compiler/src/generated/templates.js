// Made by `npm run generate`. Do not edit.
export const specs = {
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
  "load-balancer": {"0":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "      SecurityGroupEgress:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"ports"),{"name":"each","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":20,"column":0},"end":{"line":26,"column":9}}})) != null ? stack1 : "");
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "        - Description: To services inside the VPC\n          IpProtocol: tcp\n          FromPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":23,"column":20},"end":{"line":23,"column":30}}})) != null ? stack1 : "")
    + "\n          ToPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":24,"column":18},"end":{"line":24,"column":28}}})) != null ? stack1 : "")
    + "\n          CidrIp: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"cidr"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":25,"column":18},"end":{"line":25,"column":28}}})) != null ? stack1 : "")
    + "\n";
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
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"ports"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":18,"column":0},"end":{"line":27,"column":7}}})) != null ? stack1 : "")
    + "  LoadBalancer:\n    Type: AWS::ElasticLoadBalancingV2::LoadBalancer\n    Properties:\n      Type: application\n      Scheme: internet-facing\n      IpAddressType: ipv4\n      Subnets: !Ref PublicSubnetIds\n      SecurityGroups:\n        - !Ref LoadBalancerSecurityGroup\n      LoadBalancerAttributes:\n        - Key: routing.http.drop_invalid_header_fields.enabled\n          Value: \"true\"\n        - Key: deletion_protection.enabled\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"deletionProtection"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":41,"column":17},"end":{"line":41,"column":41}}})) != null ? stack1 : "")
    + "\n        - Key: idle_timeout.timeout_seconds\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"idleTimeout"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":43,"column":17},"end":{"line":43,"column":34}}})) != null ? stack1 : "")
    + "\n  HttpListener:\n    Type: AWS::ElasticLoadBalancingV2::Listener\n    Properties:\n      LoadBalancerArn: !Ref LoadBalancer\n      Port: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"httpPort"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":48,"column":12},"end":{"line":48,"column":26}}})) != null ? stack1 : "")
    + "\n      Protocol: HTTP\n      DefaultActions:\n        - Type: fixed-response\n          FixedResponseConfig:\n            StatusCode: \"404\"\n            ContentType: application/json\n            MessageBody: '{\"title\":\"Not Found\",\"status\":404,\"detail\":\"No service takes this path.\"}'\nOutputs:\n  Url:\n    Value: !Sub http://${LoadBalancer.DNSName}\n  LoadBalancerDnsName:\n    Value: !GetAtt LoadBalancer.DNSName\n  LoadBalancerArn:\n    Value: !Ref LoadBalancer\n  LoadBalancerSecurityGroupId:\n    Value: !GetAtt LoadBalancerSecurityGroup.GroupId\n  ListenerArn:\n    Value: !Ref HttpListener\n";
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
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "              # Has no resource type: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html\n              - Sid: LogIn\n                Effect: Allow\n                Action: ecr:GetAuthorizationToken\n                Resource: \"*\"\n              - Sid: Pull\n                Effect: Allow\n                Action:\n                  - ecr:BatchCheckLayerAvailability\n                  - ecr:BatchGetImage\n                  - ecr:GetDownloadUrlForLayer\n                Resource:\n                  Fn::Sub:\n                    - arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/${Name}\n                    - Name: "
    + ((stack1 = lookupProperty(helpers,"v").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"repositoryName"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":58,"column":28},"end":{"line":58,"column":48}}})) != null ? stack1 : "")
    + "\n";
},"1":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "              - Sid: Parameters\n                Effect: Allow\n                Action: ssm:GetParameters\n                Resource:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"parameters"),{"name":"each","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":71,"column":0},"end":{"line":73,"column":9}}})) != null ? stack1 : "");
},"2":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "                  - "
    + ((stack1 = lookupProperty(helpers,"v").call(depth0 != null ? depth0 : (container.nullContext || {}),depth0,{"name":"v","hash":{},"data":data,"loc":{"start":{"line":72,"column":20},"end":{"line":72,"column":30}}})) != null ? stack1 : "")
    + "\n";
},"3":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "              - Sid: Secrets\n                Effect: Allow\n                Action: secretsmanager:GetSecretValue\n                Resource:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"secretArns"),{"name":"each","hash":{},"fn":container.program(2, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":80,"column":0},"end":{"line":82,"column":9}}})) != null ? stack1 : "");
},"4":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "            - Name: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":126,"column":20},"end":{"line":126,"column":30}}})) != null ? stack1 : "")
    + "\n              Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"value"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":127,"column":21},"end":{"line":127,"column":32}}})) != null ? stack1 : "")
    + "\n";
},"5":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "          Secrets:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"secrets"),{"name":"each","hash":{},"fn":container.program(6, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":131,"column":0},"end":{"line":134,"column":9}}})) != null ? stack1 : "");
},"6":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "            - Name: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":132,"column":20},"end":{"line":132,"column":30}}})) != null ? stack1 : "")
    + "\n              ValueFrom: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"valueFrom"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":133,"column":25},"end":{"line":133,"column":40}}})) != null ? stack1 : "")
    + "\n";
},"7":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "          HealthCheck:\n            Command: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"command"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":138,"column":21},"end":{"line":138,"column":34}}})) != null ? stack1 : "")
    + "\n            Interval: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"commandInterval"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":139,"column":22},"end":{"line":139,"column":43}}})) != null ? stack1 : "")
    + "\n            Timeout: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"commandTimeout"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":140,"column":21},"end":{"line":140,"column":41}}})) != null ? stack1 : "")
    + "\n            Retries: 3\n            StartPeriod: 30\n";
},"8":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "  Route"
    + ((stack1 = lookupProperty(helpers,"id").call(alias1,lookupProperty(depth0,"id"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":186,"column":7},"end":{"line":186,"column":16}}})) != null ? stack1 : "")
    + ":\n    Type: AWS::ElasticLoadBalancingV2::ListenerRule\n    Properties:\n      ListenerArn: !Ref ListenerArn\n      Priority: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"priority"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":190,"column":16},"end":{"line":190,"column":30}}})) != null ? stack1 : "")
    + "\n      Conditions:\n        - Field: path-pattern\n          PathPatternConfig:\n            Values:\n              - "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"pattern"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":195,"column":16},"end":{"line":195,"column":29}}})) != null ? stack1 : "")
    + "\n      Actions:\n        - Type: forward\n          TargetGroupArn: !Ref TargetGroup\n";
},"9":function(container,depth0,helpers,partials,data) {
    var stack1, lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "      - Route"
    + ((stack1 = lookupProperty(helpers,"id").call(depth0 != null ? depth0 : (container.nullContext || {}),lookupProperty(depth0,"id"),{"name":"id","hash":{},"data":data,"loc":{"start":{"line":204,"column":13},"end":{"line":204,"column":22}}})) != null ? stack1 : "")
    + "\n";
},"compiler":[8,">= 4.3.0"],"main":function(container,depth0,helpers,partials,data) {
    var stack1, alias1=depth0 != null ? depth0 : (container.nullContext || {}), lookupProperty = container.lookupProperty || function(parent, propertyName) {
        if (Object.prototype.hasOwnProperty.call(parent, propertyName)) {
          return parent[propertyName];
        }
        return undefined
    };

  return "Parameters:\n  Image:\n    Type: String\n    Description: The image by digest\n  Release:\n    Type: String\n    Description: Number of the release\n  VpcId:\n    Type: AWS::EC2::VPC::Id\n  PrivateSubnetIds:\n    Type: List<AWS::EC2::Subnet::Id>\n  ClusterName:\n    Type: String\n  ListenerArn:\n    Type: String\n  LoadBalancerSecurityGroupId:\n    Type: AWS::EC2::SecurityGroup::Id\nResources:\n  LogGroup:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      LogGroupName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"logGroup"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":22,"column":20},"end":{"line":22,"column":34}}})) != null ? stack1 : "")
    + "\n      RetentionInDays: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"retention"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":23,"column":23},"end":{"line":23,"column":38}}})) != null ? stack1 : "")
    + "\n  ExecutionRole:\n    Type: AWS::IAM::Role\n    Properties:\n      Description: ECS pulls the image and writes the log with it\n      AssumeRolePolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: ecs-tasks.amazonaws.com\n            Action: sts:AssumeRole\n            Condition:\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n      Policies:\n        - PolicyName: start-tasks\n          PolicyDocument:\n            Version: \"2012-10-17\"\n            Statement:\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"built"),{"name":"if","hash":{},"fn":container.program(0, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":43,"column":0},"end":{"line":59,"column":7}}})) != null ? stack1 : "")
    + "              - Sid: Log\n                Effect: Allow\n                Action:\n                  - logs:CreateLogStream\n                  - logs:PutLogEvents\n                Resource: !GetAtt LogGroup.Arn\n"
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"parameters"),{"name":"if","hash":{},"fn":container.program(1, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":66,"column":0},"end":{"line":74,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"secretArns"),{"name":"if","hash":{},"fn":container.program(3, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":75,"column":0},"end":{"line":83,"column":7}}})) != null ? stack1 : "")
    + "  TaskRole:\n    Type: AWS::IAM::Role\n    Properties:\n      Description: The application's own rights; none until it needs some\n      AssumeRolePolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: ecs-tasks.amazonaws.com\n            Action: sts:AssumeRole\n            Condition:\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n  TaskDefinition:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Family: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"family"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":101,"column":14},"end":{"line":101,"column":26}}})) != null ? stack1 : "")
    + "\n      Cpu: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"cpu"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":102,"column":11},"end":{"line":102,"column":20}}})) != null ? stack1 : "")
    + "\n      Memory: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"memory"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":103,"column":14},"end":{"line":103,"column":26}}})) != null ? stack1 : "")
    + "\n      NetworkMode: awsvpc\n      RequiresCompatibilities:\n        - FARGATE\n      RuntimePlatform:\n        OperatingSystemFamily: LINUX\n        CpuArchitecture: X86_64\n      ExecutionRoleArn: !GetAtt ExecutionRole.Arn\n      TaskRoleArn: !GetAtt TaskRole.Arn\n      ContainerDefinitions:\n        - Name: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":113,"column":16},"end":{"line":113,"column":26}}})) != null ? stack1 : "")
    + "\n          Image: !Ref Image\n          Essential: true\n          User: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"user"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":116,"column":16},"end":{"line":116,"column":26}}})) != null ? stack1 : "")
    + "\n          ReadonlyRootFilesystem: true\n          StopTimeout: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"stopTimeout"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":118,"column":23},"end":{"line":118,"column":40}}})) != null ? stack1 : "")
    + "\n          LinuxParameters:\n            InitProcessEnabled: true\n          PortMappings:\n            - ContainerPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":122,"column":29},"end":{"line":122,"column":39}}})) != null ? stack1 : "")
    + "\n              Protocol: tcp\n          Environment:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"environment"),{"name":"each","hash":{},"fn":container.program(4, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":125,"column":0},"end":{"line":128,"column":9}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"secrets"),{"name":"if","hash":{},"fn":container.program(5, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":129,"column":0},"end":{"line":135,"column":7}}})) != null ? stack1 : "")
    + ((stack1 = lookupProperty(helpers,"if").call(alias1,lookupProperty(depth0,"hasCommand"),{"name":"if","hash":{},"fn":container.program(7, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":136,"column":0},"end":{"line":143,"column":7}}})) != null ? stack1 : "")
    + "          LogConfiguration:\n            LogDriver: awslogs\n            Options:\n              awslogs-group: !Ref LogGroup\n              awslogs-region: !Ref AWS::Region\n              awslogs-stream-prefix: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":149,"column":37},"end":{"line":149,"column":47}}})) != null ? stack1 : "")
    + "\n              mode: non-blocking\n  SecurityGroup:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: Tasks of the service, open to the load balancer only\n      VpcId: !Ref VpcId\n      SecurityGroupIngress:\n        - Description: From the load balancer\n          IpProtocol: tcp\n          FromPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":159,"column":20},"end":{"line":159,"column":30}}})) != null ? stack1 : "")
    + "\n          ToPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":160,"column":18},"end":{"line":160,"column":28}}})) != null ? stack1 : "")
    + "\n          SourceSecurityGroupId: !Ref LoadBalancerSecurityGroupId\n      SecurityGroupEgress:\n        - Description: HTTPS to AWS and the Internet\n          IpProtocol: tcp\n          FromPort: 443\n          ToPort: 443\n          CidrIp: 0.0.0.0/0\n  TargetGroup:\n    Type: AWS::ElasticLoadBalancingV2::TargetGroup\n    Properties:\n      VpcId: !Ref VpcId\n      TargetType: ip\n      Protocol: HTTP\n      Port: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":174,"column":12},"end":{"line":174,"column":22}}})) != null ? stack1 : "")
    + "\n      HealthCheckPath: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"healthPath"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":175,"column":23},"end":{"line":175,"column":39}}})) != null ? stack1 : "")
    + "\n      HealthCheckIntervalSeconds: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"interval"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":176,"column":34},"end":{"line":176,"column":48}}})) != null ? stack1 : "")
    + "\n      HealthCheckTimeoutSeconds: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"timeout"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":177,"column":33},"end":{"line":177,"column":46}}})) != null ? stack1 : "")
    + "\n      HealthyThresholdCount: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"healthyThreshold"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":178,"column":29},"end":{"line":178,"column":51}}})) != null ? stack1 : "")
    + "\n      UnhealthyThresholdCount: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"unhealthyThreshold"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":179,"column":31},"end":{"line":179,"column":55}}})) != null ? stack1 : "")
    + "\n      Matcher:\n        HttpCode: \"200\"\n      TargetGroupAttributes:\n        - Key: deregistration_delay.timeout_seconds\n          Value: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"deregistrationDelay"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":184,"column":17},"end":{"line":184,"column":42}}})) != null ? stack1 : "")
    + "\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"routes"),{"name":"each","hash":{},"fn":container.program(8, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":185,"column":0},"end":{"line":199,"column":9}}})) != null ? stack1 : "")
    + "  Service:\n    Type: AWS::ECS::Service\n    DependsOn:\n"
    + ((stack1 = lookupProperty(helpers,"each").call(alias1,lookupProperty(depth0,"routes"),{"name":"each","hash":{},"fn":container.program(9, data, 0),"inverse":container.noop,"data":data,"loc":{"start":{"line":203,"column":0},"end":{"line":205,"column":9}}})) != null ? stack1 : "")
    + "    Properties:\n      Cluster: !Ref ClusterName\n      TaskDefinition: !Ref TaskDefinition\n      CapacityProviderStrategy:\n        - CapacityProvider: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"capacityProvider"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":210,"column":28},"end":{"line":210,"column":50}}})) != null ? stack1 : "")
    + "\n          Weight: 1\n      DeploymentConfiguration:\n        MinimumHealthyPercent: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"minimumHealthyPercent"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":213,"column":31},"end":{"line":213,"column":58}}})) != null ? stack1 : "")
    + "\n        MaximumPercent: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"maximumPercent"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":214,"column":24},"end":{"line":214,"column":44}}})) != null ? stack1 : "")
    + "\n        DeploymentCircuitBreaker:\n          Enable: true\n          Rollback: true\n      HealthCheckGracePeriodSeconds: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"gracePeriod"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":218,"column":37},"end":{"line":218,"column":54}}})) != null ? stack1 : "")
    + "\n      NetworkConfiguration:\n        AwsvpcConfiguration:\n          AssignPublicIp: DISABLED\n          Subnets: !Ref PrivateSubnetIds\n          SecurityGroups:\n            - !Ref SecurityGroup\n      LoadBalancers:\n        - ContainerName: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"name"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":226,"column":25},"end":{"line":226,"column":35}}})) != null ? stack1 : "")
    + "\n          ContainerPort: "
    + ((stack1 = lookupProperty(helpers,"v").call(alias1,lookupProperty(depth0,"port"),{"name":"v","hash":{},"data":data,"loc":{"start":{"line":227,"column":25},"end":{"line":227,"column":35}}})) != null ? stack1 : "")
    + "\n          TargetGroupArn: !Ref TargetGroup\n      EnableECSManagedTags: true\n      PropagateTags: SERVICE\nOutputs:\n  ServiceName:\n    Value: !GetAtt Service.Name\n  TaskDefinitionArn:\n    Value: !Ref TaskDefinition\n  TargetGroupArn:\n    Value: !Ref TargetGroup\n  LogGroupName:\n    Value: !Ref LogGroup\n  Release:\n    Value: !Ref Release\n";
},"useData":true},
};
