/** The support table names methods and types that exist, in the versions for which it says so. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { FrameworkIndex } from '../../../../server/src/core/metadata/frameworkIndex';
import { bindReferences } from '../../../../server/src/core/metadata/referenceSet';
import { indexedPacks } from '../../../../server/src/core/msbuild/references';
import { supportedFeatureOf, supportOverview } from '../../../../server/src/core/rules/aspnet/support/overview';
import type { NamedTypeSymbol } from '../../../../server/src/core/symbols/symbol';

const root = process.env['PROJECT_ROOT'] ?? '.';
const index = FrameworkIndex.read('index.br', brotliDecompressSync(readFileSync(path.join(root, 'server/metadata-index/index.br'))));
if (typeof index === 'string') throw new Error(index);

/** Classes that packages bring: checked against the packages when the table was written. */
const fromPackages = /\.(?:Grpc\w+|JwtBearerExtensions|OpenApi(?:ServiceCollection|EndpointRouteBuilder)Extensions|M(?:essagePack|sgPack)\w+|NewtonsoftJson\w+|Spa\w+|OpenIdConnectExtensions|GoogleExtensions|FacebookAuthenticationOptionsExtensions|MicrosoftAccountExtensions|TwitterExtensions|NegotiateExtensions|CertificateAuthenticationAppBuilderExtensions|IdentityServiceCollectionUIExtensions|MicrosoftIdentity\w+|Swagger\w+|NSwag\w+)$/;

function lookup(version: number): (name: string) => readonly NamedTypeSymbol[] {
  const module = index instanceof FrameworkIndex ? index.module({ framework: `net${version}.0`, packs: indexedPacks }) : undefined;
  assert.ok(module);
  const assemblies = bindReferences([module]);
  return (name) => {
    const dot = name.lastIndexOf('.');
    return assemblies.flatMap((assembly) => assembly.typesNamed(name.slice(0, dot), name.slice(dot + 1)));
  };
}

describe('support table', () => {
  for (const version of [8, 9, 10]) {
    it(`names what net${version}.0 has`, () => {
      const typesNamed = lookup(version);
      for (const row of supportOverview(version)) {
        if (row.status === 'unavailable') continue;
        for (const { type, methods } of row.entryPoints) {
          if (fromPackages.test(type)) continue;
          const missing = methods.filter((name) => !typesNamed(type).some((candidate) => candidate.membersNamed(name).length > 0));
          assert.deepEqual(missing, [], `${row.feature}: ${type}`);
        }
        for (const name of row.types) assert.ok(typesNamed(name).length > 0, name);
      }
    });
  }

  it('knows the status of a feature by version', () => {
    const statusOf = (feature: string, version: number) => supportOverview(version).find((row) => row.feature === feature)?.status;
    assert.deepEqual([8, 9, 10, 11].map((version) => statusOf('SignalR', version)), ['none', 'partial', 'partial', 'partial']);
    assert.deepEqual([8, 9, 10].map((version) => statusOf('OpenAPI documents', version)), ['unavailable', 'full', 'full']);
    assert.equal(statusOf('Localization', 8), 'full');
    assert.equal(statusOf('MVC and controllers', 10), 'none');
  });

  it('names the feature of a symbol', () => {
    const typesNamed = lookup(10);
    const controller = typesNamed('Microsoft.AspNetCore.Mvc.Controller')[0];
    assert.ok(controller);
    assert.equal(supportedFeatureOf(controller), 'MVC and controllers');
    const session = typesNamed('Microsoft.AspNetCore.Builder.SessionMiddlewareExtensions')[0]?.membersNamed('UseSession')[0];
    assert.ok(session);
    assert.equal(supportedFeatureOf(session), 'Session state');
    const other = typesNamed('Microsoft.AspNetCore.Builder.WebApplication')[0];
    assert.equal(other && supportedFeatureOf(other), undefined);
  });
});
