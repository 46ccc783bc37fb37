BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')
    Import-SuiteModule

    # Bound as a cmdlet's parameter is: PowerShell turns 90d and 45s into numbers before a transformation sees them.
    $script:bound = {
        param([EnterpriseSecurity.Conversion.DurationTransformation()] $ExpiresIn)
        $ExpiresIn
    }
    $script:secret = {
        param([EnterpriseSecurity.Conversion.SecretTransformation()] $Value)
        , $Value
    }
}

Describe 'A duration' {
    It 'may be typed as <Text>' -ForEach @(
        @{ Text = '90d'; Expected = [timespan]::FromDays(90) }
        @{ Text = '12h'; Expected = [timespan]::FromHours(12) }
        @{ Text = '30m'; Expected = [timespan]::FromMinutes(30) }
        @{ Text = '45s'; Expected = [timespan]::FromSeconds(45) }
        @{ Text = '2w'; Expected = [timespan]::FromDays(14) }
        @{ Text = '1d12h'; Expected = [timespan]::FromHours(36) }
        @{ Text = '1w2d3h4m5s'; Expected = [timespan]::new(9, 3, 4, 5) }
        @{ Text = '0s'; Expected = [timespan]::Zero }
    ) {
        & ([scriptblock]::Create("& `$bound -ExpiresIn $Text")) | Should -Be $Expected
        & $bound -ExpiresIn $Text | Should -Be $Expected -Because 'a string says the same'
        & $bound -ExpiresIn ([psobject] $Text) | Should -Be $Expected -Because 'a wrapped string says the same'
    }

    It 'may be a TimeSpan, or the text of one' {
        & $bound -ExpiresIn ([timespan]::FromMinutes(5)) | Should -Be ([timespan]::FromMinutes(5))
        & $bound -ExpiresIn '1.02:03:04' | Should -Be ([timespan]::new(1, 2, 3, 4))
    }

    It 'is refused as a bare number: <_>' -ForEach 90, '90', 1.5, ([long] 7) {
        { & $bound -ExpiresIn $_ } | Should -Throw '*has no unit*90d*'
    }

    It 'is refused when it is malformed: <_>' -ForEach '', 'd', '1x', '1h1d', '1d1d', '1d12', '1 d', '1.5d', "1d`n2h", "$([char] 0x0661)d" {
        { & $bound -ExpiresIn $_ } | Should -Throw '*is not a duration*'
    }

    It 'is refused when it is too long: <_>' -ForEach '10675200d', '99999999999999999999d', '1525029w' {
        { & $bound -ExpiresIn $_ } | Should -Throw '*longer than a duration can be*'
    }

    It 'is refused when it is negative' {
        { & $bound -ExpiresIn ([timespan]::FromDays(-1)) } | Should -Throw '*is negative*'
        { & $bound -ExpiresIn '-01:00:00' } | Should -Throw '*is negative*'
    }

    It 'is refused when it is something else' {
        { & $bound -ExpiresIn @{} } | Should -Throw '*Hashtable is not a duration*'
    }
}

Describe 'A secret' {
    It 'may be <Kind>' -ForEach @(
        @{ Kind = 'text'; Make = { "p$([char] 0xE4)ss" } }
        @{ Kind = 'a SecureString'; Make = { ConvertTo-SuiteSecret "p$([char] 0xE4)ss" } }
        @{ Kind = 'a credential'; Make = { [pscredential]::new('user', (ConvertTo-SuiteSecret "p$([char] 0xE4)ss")) } }
        @{ Kind = 'UTF-8 bytes'; Make = { , [Text.Encoding]::UTF8.GetBytes("p$([char] 0xE4)ss") } }
        @{ Kind = 'wrapped text'; Make = { [psobject] "p$([char] 0xE4)ss" } }
    ) {
        $result = & $secret -Value (& $Make)
        $result | Should -BeOfType [securestring]
        [Net.NetworkCredential]::new('', $result).Password | Should -BeExactly "p$([char] 0xE4)ss"
    }

    It 'may be empty' {
        (& $secret -Value '').Length | Should -Be 0
    }

    It 'is refused as <Kind>, and the error does not show it' -ForEach @(
        @{ Kind = 'a number'; Value = 31415926; Message = '*Int32 is not a secret*' }
        @{ Kind = 'bytes that are not text'; Value = [byte[]](0xFF, 0xFE, 0x41); Message = '*not UTF-8*' }
        @{ Kind = 'text that is too long'; Value = 'x' * 65537; Message = '*longer than*' }
    ) {
        $failure = { & $secret -Value $Value } | Should -Throw $Message -PassThru
        "$failure" | Should -Not -Match '31415926|xxxx|FE'
    }
}
