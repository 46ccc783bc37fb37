# What the examples take for granted: a project, with a secret of the store in one of its files.
$null = New-Item -ItemType Directory ./project
$null = Protect-Secret db-password 'planted-for-the-example'
Set-Content ./project/settings.ini 'password = planted-for-the-example'
