# Run in a process of its own by Import.Tests.ps1, with $StandIn and $ModulePath set: a library that clashes with one
# of ours is in the default load context before our module is. Says where it went, and whether ours still works.
$clash = [Reflection.Assembly]::LoadFrom($StandIn)
[Runtime.Loader.AssemblyLoadContext]::GetLoadContext($clash).Name.ToLowerInvariant()

Import-Module "$ModulePath/EnterpriseSecurity.psd1"

# What the runtime does for a reference in our library: the name with the version that it was compiled against.
$wanted = [Reflection.AssemblyName]::GetAssemblyName((Join-Path $ModulePath 'lib' "$($clash.GetName().Name).dll"))
$library = [Reflection.Assembly]::Load($wanted)
if ($library.GetType('StandIn')) { 'got the clashing library' } else { 'worked' }
