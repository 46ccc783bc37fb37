BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    $script:list = Join-Path $folder list.txt
    $lines = 'password', 'letmein', 'qwerty' | ForEach-Object { [Convert]::ToHexString([Security.Cryptography.SHA1]::HashData([Text.Encoding]::UTF8.GetBytes($_))) + ':' + $_.Length }
    $lines | Sort-Object -Culture '' | Set-Content $list

    # A breach service on this machine, for one answer.
    function Start-Service([string] $Answer) {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $shell = [powershell]::Create().AddScript({
                param($Listener, $Answer)
                $client = $Listener.AcceptTcpClient()
                $stream = $client.GetStream()
                $request = [byte[]]::new(4096)
                $length = $stream.Read($request, 0, $request.Length)
                $stream.Write([Text.Encoding]::ASCII.GetBytes("HTTP/1.1 200 OK`r`nContent-Length: $($Answer.Length)`r`n`r`n$Answer"))
                $client.Dispose()
                [Text.Encoding]::ASCII.GetString($request, 0, $length)
            }).AddArgument($listener).AddArgument($Answer)
        return @{ Uri = "http://127.0.0.1:$($listener.LocalEndpoint.Port)/range/"; Shell = $shell; Run = $shell.BeginInvoke() }
    }
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'Test-PasswordBreach' {
    It 'writes TRUE for a breached password and false for another' {
        Test-PasswordBreach password -ListPath $list | Should -BeTrue
        Test-PasswordBreach 'Zt7#vLq9-Rm' -ListPath $list | Should -BeFalse
        'letmein', 'fresh' | Test-PasswordBreach -ListPath $list | Should -Be $true, $false
        [pscustomobject]@{ Password = ConvertTo-SuiteSecret 'qwerty' } | Test-PasswordBreach -ListPath $list | Should -BeTrue
    }

    It 'tells the count with -Detailed' {
        $match = Test-PasswordBreach qwerty -ListPath $list -Detailed
        $match.IsBreached, $match.Count, "$($match.Source)", $match.Location | Should -Be $true, 6, 'SortedFile', $list
        (Test-PasswordBreach fresh -ListPath $list -Detailed).Count | Should -BeNullOrEmpty
    }

    It 'sends five digits to a service and compares the rest itself' {
        $service = Start-Service "1E4C9B93F3F0682250B6CF8331B7EE68FD8:9`r`n"
        Test-PasswordBreach password -RangeUri $service.Uri | Should -BeTrue
        $service.Shell.EndInvoke($service.Run) | Should -Match '^GET /range/5BAA6 HTTP'
    }

    It 'writes an error and no answer when the service or the list fails' {
        $service = Start-Service '<html>'
        $answer = Test-PasswordBreach password -RangeUri $service.Uri -ErrorAction SilentlyContinue -ErrorVariable failed
        $null = $service.Shell.EndInvoke($service.Run)
        $answer | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -Be 'PasswordBreachServiceUnavailable,EnterpriseSecurity.Commands.Passwords.TestPasswordBreachCommand'
        { Test-PasswordBreach password -RangeUri http://127.0.0.1:1/ -Timeout 5s -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordBreachServiceUnavailable,*'
        { Test-PasswordBreach password -RangeUri http://example.com/ } | Should -Throw -ErrorId 'BreachServiceAddressInvalid,*'
        { Test-PasswordBreach password -RangeUri https://example.com/ -Timeout 0s } | Should -Throw -ErrorId 'BreachTimeoutInvalid,*'
        { Test-PasswordBreach password -ListPath (Join-Path $folder none) } | Should -Throw -ErrorId 'BreachListNotFound,*'
        Set-Content (Join-Path $folder unsorted) 'F', '0' -NoNewline
        { Test-PasswordBreach password -ListPath (Join-Path $folder unsorted) } | Should -Throw -ErrorId 'BreachListMalformed,*'
        Set-Content (Join-Path $folder unsorted) ((Get-Content $list)[2, 0, 1])
        { Test-PasswordBreach password -ListPath (Join-Path $folder unsorted) } | Should -Throw -ErrorId 'BreachListNotSorted,*'
    }

    It 'asks the store''s list when none is given' {
        Disconnect-SecurityStore
        { Test-PasswordBreach password } | Should -Throw -ErrorId 'StoreNotConnected,*'
        $null = Initialize-SecurityStore (Join-Path $folder store) -KeyFile (Join-Path $folder key)
        { Test-PasswordBreach password -ErrorAction Stop } | Should -Throw -ErrorId 'BreachListNotSet,*'
        $null = Set-PasswordPolicy -BreachListPath $list
        Test-PasswordBreach password | Should -BeTrue
        (Get-SecurityAudit -Action password_breach_checked | Select-Object -Last 1).Result | Should -Be denied
    }
}
