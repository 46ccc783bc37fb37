# What the examples of access control take for granted. It runs in the example's empty folder, with a store connected.

$null = New-Role viewer read, docs:read -Description 'Reads'
$null = New-Role editor docs:*, write -InheritsFrom viewer -Deny docs:delete -Description 'Writes documents'
$null = New-Role auditor '*:read' -Description 'Reads everything'
$null = New-Role admin '*' -Description 'May do everything'
$null = New-Role team-red red:*
$null = New-Role team-blue blue:* -InheritsFrom viewer
$null = New-Role obsolete old:read
$null = Grant-Role bob editor
$null = Grant-Role ann viewer -ExpiresIn 5d
$null = Grant-Role ann editor -Resource 'projects/alpha/*' -ExpiresIn 8h
$null = Grant-Role root admin
$null = Grant-Role erin team-red

Set-Content ./grants.csv @('UserId,Role', 'frank,viewer', 'grace,editor')
Set-Content ./roles.json '[{ "Name": "author", "Permission": ["posts:*"], "Deny": ["posts:delete"] }, { "Name": "guest", "Permission": ["posts:read"], "Description": "Looks around" }]'
Set-Content ./roles.yaml @'
version: 1
roles:
  - name: viewer
    description: Reads
    permissions: [read, "docs:read", "reports:read"]
  - name: editor
    description: Writes documents
    permissions: ["docs:*", write]
    deny: ["docs:delete"]
    inheritsFrom: [viewer]
  - name: billing
    permissions: ["invoices:*"]
'@
$null = New-Item -ItemType Directory ./roles.d
Set-Content ./roles.d/support.json '{ "version": 1, "roles": [{ "name": "support", "permissions": ["tickets:*"] }] }'
